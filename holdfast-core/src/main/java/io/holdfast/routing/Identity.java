package io.holdfast.routing;

import io.holdfast.database.Database;
import io.holdfast.document.Documents;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a database says of itself: for which role it was made, and an id by which it is known wherever its address leads.
 *
 * @param role the name of the role's database; whatever stands there if it was tampered with
 * @param instance a random id
 */
record Identity(String role, String instance) {
    static final CollectionModel COLLECTION = CollectionModel.named("identity");
    private static final String ID = "holdfast-identity";

    /** That of {@code database}; empty if it has none yet. */
    static Optional<Identity> of(Database database) {
        try {
            return read(Documents.store(database, COLLECTION));
        } catch (HoldfastException failure) {
            if (failure.kind() == ErrorKind.NOT_FOUND && database.failure().isEmpty()) {
                return Optional.empty(); // the collection is missing, not the database
            }
            throw failure;
        }
    }

    /** That of {@code database}, which was made for {@code role} just now unless somebody else was faster. */
    static Identity make(Database database, Role role, Supplier<String> instance) {
        DocumentStore store = Documents.store(database, COLLECTION);
        store.ensure();
        store.insertIfAbsent(draft(role, instance.get()));
        return read(store).orElseThrow();
    }

    /** The document that says {@code role} of the database which is known by {@code instance}. */
    static Draft draft(Role role, String instance) {
        return Draft.live(ID, Body.of(Map.of("role", role.database(), "instance", instance)));
    }

    private static Optional<Identity> read(DocumentStore store) {
        return store.get(ID)
                .flatMap(Envelope::body)
                .map(body -> new Identity(text(body, "role"), text(body, "instance")));
    }

    private static String text(Body body, String field) {
        return body.at(field).map(String::valueOf).orElse("");
    }
}
