package io.holdfast.routing;

import io.holdfast.database.Database;
import io.holdfast.event.TimeOrderedIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Compares what databases say of themselves with the roles for which they are declared. Safe for use by many threads. */
final class Identities {
    private final Map<Role, Database> declared;
    private final RoutingOptions options;
    private final TimeOrderedIds ids;
    private final ConcurrentMap<String, Role> known = new ConcurrentHashMap<>();

    Identities(Map<Role, Database> declared, RoutingOptions options) {
        this.declared = declared;
        this.options = options;
        this.ids = new TimeOrderedIds(options.time().clock(), options.time().random());
    }

    /** What is wrong already by their addresses. */
    List<String> sameAddresses() {
        List<String> problems = new ArrayList<>();
        declared.forEach((role, database) -> declared.forEach((other, second) -> {
            if (role.compareTo(other) < 0
                    && database.config().url().samePlace(second.config().url())) {
                problems.add(
                        "%s and %s have the same address; %s".formatted(shown(role), shown(other), own(role, other)));
            }
        }));
        return problems;
    }

    /**
     * Why the database of {@code role} is not the one that it should be; empty if it is.
     *
     * @throws io.holdfast.error.HoldfastException if it cannot be asked
     */
    Optional<String> problem(Role role) {
        Database database = database(role);
        Optional<Identity> found = Identity.of(database);
        if (found.isEmpty() && options.making() == RoutingOptions.Making.REFUSED) {
            return Optional.of(
                    "%s does not say what it is for; expected its identity record: check its address, and allow"
                                    .formatted(shown(role))
                            + " that what is missing is made if the database is new");
        }
        Identity identity = found.orElseGet(
                () -> Identity.make(database, role, () -> ids.next().toString()));
        return compared(role, identity);
    }

    private Optional<String> compared(Role role, Identity identity) {
        Role first = identity.role().equals(role.database())
                ? known.computeIfAbsent(identity.instance(), fresh -> role)
                : known.getOrDefault(identity.instance(), role);
        if (first != role) {
            return Optional.of("%s and %s are one database; %s".formatted(shown(first), shown(role), own(first, role)));
        }
        if (identity.role().equals(role.database())) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Role.values())
                .filter(other -> other.database().equals(identity.role()))
                .findFirst()
                .map(other -> "%s is the database of %s; %s: they are exchanged, or both lead to one"
                        .formatted(shown(role), shown(other), own(role, other)))
                .orElseGet(() -> "%s has an identity record that was not written by Holdfast; check its address"
                        .formatted(shown(role))));
    }

    private static String own(Role role, Role other) {
        return "give each its own (%s, %s)".formatted(role.urlVariable(), other.urlVariable());
    }

    /** Such as "raseen_temp_user (declared as raseen-temp-user)". */
    private String shown(Role role) {
        Database database = declared.get(role);
        return database == null
                ? role.database() + " (not declared)"
                : "%s (declared as %s)".formatted(role.database(), database.name());
    }

    private Database database(Role role) {
        Database database = declared.get(role);
        if (database == null) {
            throw new IllegalArgumentException("no database is declared for " + role);
        }
        return database;
    }
}
