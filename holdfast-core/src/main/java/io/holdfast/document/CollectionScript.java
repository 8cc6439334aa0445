package io.holdfast.document;

import io.holdfast.engine.DocumentStores;
import io.holdfast.engine.Engine;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.SqlDialect;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What makes a collection, in the pieces of a migration: statements without their semicolons, or commands of MongoDB.
 *
 * @param making makes it, its indexes and its rules, and stores its first documents
 * @param dropping takes it away with everything in it
 */
public record CollectionScript(List<String> making, String dropping) {

    /** Keeps a copy. */
    public CollectionScript {
        making = List.copyOf(making);
    }

    /**
     * Writes that of {@code model}; asks no database.
     *
     * @param first the documents that are to be in it from the beginning, living ones
     * @param time when these are made, where the database does not say so itself
     * @throws HoldfastException of kind UNSUPPORTED if {@code engine} keeps no documents
     */
    public static CollectionScript of(Engine engine, CollectionModel model, List<Draft> first, Instant time) {
        Optional<SqlDialect> dialect = engine.documentDialect();
        if (dialect.isPresent()) {
            return new SqlCollection(model, dialect.get()).script(first);
        }
        DocumentStores stores = engine.documentStores()
                .orElseThrow(() -> Failure.of(ErrorKind.UNSUPPORTED, "%s keeps no documents".formatted(engine.name()))
                        .withHint("keep documents in a database of SQLite, PostgreSQL or MongoDB")
                        .exception());
        return new CollectionScript(stores.making(model, first, time), "{\"drop\": \"%s\"}".formatted(model.name()));
    }
}
