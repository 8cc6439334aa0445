package io.holdfast.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The variables that hold the address of one database each and name no key: that of platforms, and those of the seven
 * databases that have a role in keeping documents of users.
 */
final class UrlVariables {
    /** The names of the databases with a role. No two of them may be at the same place. */
    static final List<String> WITH_ROLE = List.of(
            "external-users",
            "raseen-temp-user",
            "raseen-main-user",
            "raseen-main-hr",
            "srie-main-user",
            "srie-main-hr",
            "evaluation-control");

    /** The names of the databases, by the variables that declare them. */
    static final Map<String, String> DATABASES = databases();

    private UrlVariables() {}

    private static Map<String, String> databases() {
        Map<String, String> databases = new LinkedHashMap<>();
        databases.put(Variables.DATABASE_URL, "app");
        WITH_ROLE.forEach(name -> databases.put(name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL", name));
        return Collections.unmodifiableMap(databases);
    }
}
