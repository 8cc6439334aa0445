package io.holdfast.routing;

import io.holdfast.database.Database;
import io.holdfast.document.Documents;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets nobody use a database before it has shown that it is the one of its role and has its collections. It is asked at
 * the start; one that does not answer then is asked again by whoever uses it first. Safe for use by many threads.
 */
final class RoleCheck {
    private final Role role;
    private final Database database;
    private final Identities identities;
    private final RoutingOptions options;
    private volatile boolean passed;

    RoleCheck(Role role, Database database, Identities identities, RoutingOptions options) {
        this.role = role;
        this.database = database;
        this.identities = identities;
        this.options = options;
    }

    /**
     * Goes on if the database may be used.
     *
     * @throws HoldfastException of kind CONFIGURATION if it is not the right one; another if it cannot be asked
     */
    void pass() {
        if (!passed) {
            Optional<String> problem = problem();
            if (problem.isPresent()) {
                throw Failure.of(ErrorKind.CONFIGURATION, problem.get())
                        .withHint("correct the address, and start again")
                        .during("check-role", role.database())
                        .exception();
            }
        }
    }

    /** Why it may not be used; empty if it may. Throws if it cannot be asked. */
    synchronized Optional<String> problem() {
        if (passed) {
            return Optional.empty();
        }
        Optional<String> problem = identities.problem(role).or(this::missing);
        passed = problem.isEmpty();
        return problem;
    }

    private Optional<String> missing() {
        boolean isMade = options.making() == RoutingOptions.Making.ALLOWED;
        List<String> missing = new ArrayList<>();
        role.keeps().stream().sorted().forEach(category -> {
            DocumentStore store = Documents.store(database, role.collection(category));
            if (isMade) {
                store.ensure();
            }
            missing.addAll(store.faults());
        });
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s (declared as %s) is without %s; %s"
                                .formatted(
                                        role.database(),
                                        database.name(),
                                        String.join(", ", missing),
                                        isMade
                                                ? "collections that are there are left as they are: have a migration correct them"
                                                : "allow that what is missing is made, or run the migrations of holdfast lifecycle schema"));
    }
}
