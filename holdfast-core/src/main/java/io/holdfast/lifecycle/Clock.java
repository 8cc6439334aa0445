package io.holdfast.lifecycle;

import io.holdfast.routing.Role;
import java.time.Instant;
import java.util.Set;

/** The clock by which documents are young or old. */
final class Clock {
    private Clock() {}

    /** The time of the database temp; where nothing goes there, that of another one. */
    static Instant of(ImportSetting setting, Targets targets) {
        Set<Role> roles = ImportSetting.roles(setting.mappings());
        Role role = roles.contains(Role.RASEEN_TEMP_USER)
                ? Role.RASEEN_TEMP_USER
                : roles.iterator().next();
        return targets.of(role, role.keeps().stream().sorted().findFirst().orElseThrow())
                .serverNow();
    }
}
