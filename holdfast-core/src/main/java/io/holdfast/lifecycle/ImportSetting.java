package io.holdfast.lifecycle;

import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.routing.Category;
import io.holdfast.routing.IdMask;
import io.holdfast.routing.Role;
import io.holdfast.routing.UserType;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is imported, from where and to where.
 *
 * @param engine the engine of the earlier database
 * @param source where that is
 * @param mappings what its collections are, each once
 * @param databases the databases with a role; those that {@link #roles} names have to be among them. They stay the caller's
 * @param home the folder for Holdfast's own files
 * @param mask what reports show of the ids of users
 */
public record ImportSetting(
        Engine engine, Endpoint source, List<Mapping> mappings, Map<Role, Database> databases, Path home, IdMask mask) {

    /**
     * Keeps copies.
     *
     * @throws HoldfastException of kind CONFIGURATION if no collection is named, or one twice, or one that is
     *     none of users, or a database is missing
     */
    public ImportSetting {
        mappings = List.copyOf(mappings);
        databases = Map.copyOf(databases);
        if (mappings.isEmpty()) {
            throw wrong("no collection is named", "name the collections to import, such as users");
        }
        long names = mappings.stream().map(Mapping::collection).distinct().count();
        if (names < mappings.size()) {
            throw wrong("a collection is named twice", "name each collection once");
        }
        Set<Role> missing = roles(mappings);
        missing.removeAll(databases.keySet());
        if (!missing.isEmpty()) {
            throw wrong(
                    "no database is declared for "
                            + String.join(
                                    ", ", missing.stream().map(Role::database).toList()),
                    "set "
                            + String.join(
                                    ", ",
                                    missing.stream().map(Role::urlVariable).toList()));
        }
    }

    private static HoldfastException wrong(String sentence, String hint) {
        return Failure.of(ErrorKind.CONFIGURATION, sentence)
                .withHint(hint)
                .during("import", "")
                .exception();
    }

    /** The roles of the databases into which documents of {@code mappings} may go. */
    public static Set<Role> roles(Collection<Mapping> mappings) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Mapping mapping : mappings) {
            if (mapping.category() == Category.HR) {
                roles.addAll(List.of(Role.RASEEN_MAIN_HR, Role.SRIE_MAIN_HR));
                continue;
            }
            Optional<UserType> type = mapping.type();
            if (type.isEmpty() || type.get() == UserType.EXTERNAL) {
                roles.add(Role.EXTERNAL_USERS);
            }
            if (type.isEmpty() || type.get() == UserType.INTERNAL) {
                roles.addAll(List.of(Role.RASEEN_TEMP_USER, Role.RASEEN_MAIN_USER, Role.SRIE_MAIN_USER));
            }
        }
        return roles;
    }
}
