package io.holdfast.document;

import io.holdfast.database.Database;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Change;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Filter;
import io.holdfast.engine.document.State;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The documents of one collection.
 *
 * <pre>{@code
 * Documents users = Documents.of(holdfast.database("app"), CollectionModel.named("users").indexedBy("email"));
 * users.make();
 * users.insert("ada", Body.of(Map.of("email", "ada@example.org", "visits", 1)));
 * users.update("ada", body -> body.with("visits", 2));
 * }</pre>
 *
 * <p>Safe for use by many threads. Every method throws a {@link HoldfastException} if the database fails; nothing of a write
 * is left then, unless the kind is OUTCOME_UNKNOWN.
 */
public final class Documents {
    private static final int TRIES = 1000;

    private final String database;
    private final String name;
    private final DocumentStore store;

    private Documents(String database, String name, DocumentStore store) {
        this.database = database;
        this.name = name;
        this.store = store;
    }

    /**
     * Those of {@code collection} in {@code database}; asks nothing yet.
     *
     * @throws HoldfastException of kind UNSUPPORTED if the database keeps no documents
     */
    public static Documents of(Database database, CollectionModel collection) {
        return in(store(database, collection), database.name(), collection);
    }

    /**
     * Those in {@code store}.
     *
     * @param database the name of its database, for errors
     */
    public static Documents in(DocumentStore store, String database, CollectionModel collection) {
        return new Documents(database, collection.name(), store);
    }

    /**
     * The store behind them, for those who move documents.
     *
     * @throws HoldfastException of kind UNSUPPORTED if the database keeps no documents
     */
    public static DocumentStore store(Database database, CollectionModel collection) {
        return database.documentDialect()
                .<DocumentStore>map(dialect -> new SqlDocumentStore(database, collection, dialect))
                .or(() -> database.documentStore(collection))
                .orElseThrow(() -> Failure.of(
                                ErrorKind.UNSUPPORTED, "the database %s keeps no documents".formatted(database.name()))
                        .withHint("keep documents in a database of SQLite, PostgreSQL or MongoDB")
                        .during("documents", database.name())
                        .exception());
    }

    /** Makes the collection and its indexes where they are missing. */
    public void make() {
        store.ensure();
    }

    /** The document {@code id}; empty if there is none. */
    public Optional<Document> get(String id) {
        return store.get(id).filter(Envelope::isLive).map(Document::of);
    }

    /**
     * Stores a new document.
     *
     * @throws HoldfastException of kind ALREADY_EXISTS if there is one with this id
     */
    public void insert(String id, Body body) {
        for (int tries = 0; tries < TRIES; tries++) {
            if (store.insertIfAbsent(Draft.live(id, body))) {
                return;
            }
            Optional<Envelope> there = store.get(id);
            if (there.isPresent() && there.get().state() != State.DEL) {
                throw Failure.of(ErrorKind.ALREADY_EXISTS, "there is a document with this id in %s".formatted(name))
                        .withHint("update it, or give the new one another id")
                        .during("insert-document", database)
                        .exception();
            }
            if (there.isPresent() && replace(there.get(), Optional.of(body))) {
                return; // it had been deleted: its versions go on
            }
        }
        throw contended("insert-document");
    }

    /**
     * Changes a document, whoever else does so meanwhile: {@code change} is asked again if somebody was faster.
     *
     * @return what it is now
     * @throws HoldfastException of kind NOT_FOUND if there is none, LOCKED if others were faster a thousand times
     */
    public Body update(String id, UnaryOperator<Body> change) {
        for (int tries = 0; tries < TRIES; tries++) {
            Envelope before = store.get(id).filter(Envelope::isLive).orElseThrow(this::missing);
            Body next = change.apply(before.body().orElseThrow());
            if (replace(before, Optional.of(next))) {
                return next;
            }
        }
        throw contended("update-document");
    }

    /**
     * Deletes a document; whether there was one. Its version stays behind, so that nobody who still works on the old one
     * changes a new one of the same id.
     */
    public boolean delete(String id) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Envelope> before = store.get(id).filter(Envelope::isLive);
            if (before.isEmpty()) {
                return false;
            }
            if (replace(before.get(), Optional.empty())) {
                return true;
            }
        }
        throw contended("delete-document");
    }

    private boolean replace(Envelope before, Optional<Body> body) {
        return store.replaceIf(before.id(), before.version(), new Change(before.applied(), body));
    }

    /**
     * The documents that {@code filter} means, in the order of their ids.
     *
     * @param after the last id of the page before; empty for the first
     * @param limit at most so many
     */
    public List<Document> find(Filter filter, Optional<String> after, int limit) {
        return store.find(filter, after, limit).stream().map(Document::of).toList();
    }

    /** How many documents {@code filter} means. */
    public long count(Filter filter) {
        return store.count(filter);
    }

    private HoldfastException missing() {
        return Failure.of(ErrorKind.NOT_FOUND, "there is no document with this id in %s".formatted(name))
                .withHint("check the id")
                .during("update-document", database)
                .exception();
    }

    private HoldfastException contended(String operation) {
        return Failure.of(ErrorKind.LOCKED, "others changed the document %d times meanwhile".formatted(TRIES))
                .withHint("try again; a document that many write at once is better split")
                .during(operation, database)
                .exception();
    }
}
