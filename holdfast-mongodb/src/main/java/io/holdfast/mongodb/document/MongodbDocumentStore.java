package io.holdfast.mongodb.document;

import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.holdfast.engine.Sorting;
import io.holdfast.engine.document.Capabilities;
import io.holdfast.engine.document.Change;
import io.holdfast.engine.document.CollectionModel;
import io.holdfast.engine.document.DocumentStore;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Filter;
import io.holdfast.engine.document.Mark;
import io.holdfast.engine.document.Put;
import io.holdfast.engine.document.Resolution;
import io.holdfast.engine.document.Scan;
import io.holdfast.engine.document.Standing;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A collection of MongoDB. Every write is one operation on one document; the driver repeats it once if its answer is lost,
 * and the server then knows that it has done it already (retryable writes). The times come from the server's clock, in the
 * pipeline of the update itself.
 */
public final class MongodbDocumentStore implements DocumentStore {
    private static final int DUPLICATE_KEY = 11000;
    private static final int NAMESPACE_EXISTS = 48;
    private static final int BATCH = 1000;
    private static final long BATCH_BYTES = 8L << 20;
    private static final Set<ErrorKind> ABOUT_THE_DOCUMENT =
            EnumSet.of(ErrorKind.CHECK_VIOLATION, ErrorKind.UNIQUE_VIOLATION, ErrorKind.DATA);
    private static final BsonString NOW = new BsonString("$$NOW");

    private final MongoDatabase database;
    private final CollectionModel model;
    private final Sorting sorting;
    private final MongoCollection<BsonDocument> collection;

    /** The store of {@code model} in {@code database}; its failures are sorted by {@code sorting}. */
    public MongodbDocumentStore(MongoDatabase database, CollectionModel model, Sorting sorting) {
        this.database = database;
        this.model = model;
        this.sorting = sorting;
        this.collection = database.getCollection(model.name(), BsonDocument.class);
    }

    private <T> T read(String operation, Callable<T> work) {
        return sorted(operation, Phase.BODY, work);
    }

    /** A write is its own commit: after a failure it may have taken effect. */
    private <T> T write(String operation, Callable<T> work) {
        return sorted(operation, Phase.COMMIT, work);
    }

    private <T> T sorted(String operation, Phase phase, Callable<T> work) {
        try {
            return work.call();
        } catch (Exception failure) {
            throw sorting.sort(failure, phase, operation);
        }
    }

    @Override
    public Optional<Envelope> get(String id) {
        return read(
                "get-document",
                () -> Optional.ofNullable(collection.find(Filters.eq("_id", id)).first())
                        .map(Envelopes::envelope));
    }

    @Override
    public List<Envelope> getAll(Collection<String> ids) {
        return read("get-documents", () -> {
            List<Envelope> found = new ArrayList<>();
            collection.find(Filters.in("_id", ids)).forEach(each -> found.add(Envelopes.envelope(each)));
            return List.copyOf(found);
        });
    }

    @Override
    public boolean insertIfAbsent(Draft draft) {
        return write(
                "insert-document",
                () -> upsert(
                        Filters.and(Filters.eq("_id", draft.id()), Filters.exists("ver", false)),
                        Envelopes.drafted(draft),
                        "created_at"));
    }

    /**
     * Has {@code document} take the place of what {@code absentOrOlder} means, or of nothing; what is there otherwise has the
     * same id, which the server notices.
     */
    private boolean upsert(Bson absentOrOlder, BsonDocument document, String clock) {
        var merged = new BsonDocument(
                "$mergeObjects",
                new BsonArray(List.of(new BsonDocument("$literal", document), new BsonDocument(clock, NOW))));
        List<Bson> pipeline = List.of(new BsonDocument("$replaceWith", merged));
        try {
            var result = collection.updateOne(absentOrOlder, pipeline, new UpdateOptions().upsert(true));
            return result.getUpsertedId() != null || result.getMatchedCount() == 1;
        } catch (MongoWriteException failure) {
            if (failure.getError().getCode() == DUPLICATE_KEY) {
                return false;
            }
            throw failure;
        }
    }

    @Override
    public boolean replaceIf(String id, long expected, Change next) {
        List<Bson> updates = new ArrayList<>();
        updates.add(Updates.set("st", next.state().name()));
        updates.add(Updates.set("applied", Envelopes.texts(next.applied())));
        updates.add(Updates.inc("ver", 1L));
        updates.add(next.body()
                .map(body -> Updates.set("body", BodyWriting.document(body)))
                .orElseGet(() -> Updates.unset("body")));
        return update("replace-document", Selections.at(id, expected), Updates.combine(updates));
    }

    @Override
    public boolean resolve(String id, String nonce, Resolution resolution) {
        Bson meant = Selections.provisional(id, nonce);
        if (resolution instanceof Resolution.Live live) {
            return update(
                    "resolve-document",
                    meant,
                    Updates.combine(
                            Updates.set("st", "LIVE"),
                            Updates.unset("nonce"),
                            Updates.set("ver", live.version()),
                            Updates.set("applied", Envelopes.texts(live.applied()))));
        }
        return write("withdraw-document", () -> collection.deleteOne(meant).getDeletedCount() == 1);
    }

    private boolean update(String operation, Bson meant, Bson update) {
        return write(operation, () -> collection.updateOne(meant, update).getMatchedCount() == 1);
    }

    @Override
    public List<Put> putIfNewer(List<Envelope> copies) {
        return copies.stream().map(this::put).toList();
    }

    private Put put(Envelope copy) {
        BsonDocument document = Envelopes.copied(copy);
        Bson older = Filters.and(Filters.eq("_id", copy.id()), Filters.lt("ver", copy.version()));
        try {
            boolean written = write("put-documents", () -> upsert(older, document, "moved_at"));
            return new Put(copy.id(), written ? Put.Outcome.WRITTEN : Put.Outcome.NOT_NEWER, "");
        } catch (HoldfastException refused) {
            if (!ABOUT_THE_DOCUMENT.contains(refused.kind())) {
                throw refused;
            }
            return new Put(copy.id(), Put.Outcome.REFUSED, refused.failure().sentence());
        }
    }

    /** One by one: the answer to a batch tells how many were removed, and not which. */
    @Override
    public Set<String> deleteIf(List<Mark> marks) {
        Set<String> removed = new HashSet<>();
        for (Mark mark : marks) {
            Bson meant = Selections.at(mark.id(), mark.version());
            if (write("remove-documents", () -> collection.deleteOne(meant).getDeletedCount() == 1)) {
                removed.add(mark.id());
            }
        }
        return Set.copyOf(removed);
    }

    @Override
    public List<Envelope> scan(Scan scan, Optional<Scan.Cursor> after, int limit) {
        return envelopes("scan-documents", Selections.scan(scan, after), ascending("created_at", "_id"), limit);
    }

    @Override
    public Map<String, Standing> versions(Collection<String> ids) {
        return read("document-versions", () -> {
            Map<String, Standing> found = new HashMap<>();
            collection
                    .find(Filters.in("_id", ids))
                    .projection(Projections.include("ver", "st"))
                    .forEach(each -> found.put(each.getString("_id").getValue(), Envelopes.standing(each)));
            return Map.copyOf(found);
        });
    }

    @Override
    public List<Envelope> pendingBackup(int limit) {
        Bson behind =
                Filters.and(Selections.NOT_PROVISIONAL, Filters.expr(new Document("$lt", List.of("$bk", "$ver"))));
        return envelopes("pending-backup", behind, ascending("_id"), limit);
    }

    @Override
    public void markBacked(List<Mark> marks) {
        for (Mark mark : marks) {
            update(
                    "mark-backed-up",
                    Filters.and(Filters.eq("_id", mark.id()), Filters.lt("bk", mark.version())),
                    Updates.set("bk", mark.version()));
        }
    }

    @Override
    public List<Envelope> find(Filter filter, Optional<String> after, int limit) {
        return envelopes("find-documents", Selections.living(filter, after), ascending("_id"), limit);
    }

    @Override
    public long count(Filter filter) {
        return read("count-documents", () -> collection.countDocuments(Selections.living(filter, Optional.empty())));
    }

    private List<Envelope> envelopes(String operation, Bson meant, Bson order, int limit) {
        return read(operation, () -> {
            List<Envelope> found = new ArrayList<>();
            collection.find(meant).sort(order).limit(limit).forEach(each -> found.add(Envelopes.envelope(each)));
            return List.copyOf(found);
        });
    }

    @Override
    public Instant serverNow() {
        Date now = read("server-clock", () -> hello().getDate("localTime"));
        return now.toInstant();
    }

    private Document hello() {
        return database.runCommand(new Document("hello", 1));
    }

    @Override
    public Capabilities capabilities() {
        boolean set = read("document-capabilities", () -> hello().getString("setName") != null);
        boolean journaled = Boolean.TRUE.equals(collection.getWriteConcern().getJournal());
        boolean majority = "majority".equals(collection.getWriteConcern().getWObject());
        boolean durable = journaled && (majority || !set);
        return new Capabilities(
                durable,
                durable
                        ? "a write is acknowledged when most of the servers have it in their journals"
                        : "a write is acknowledged before most of the servers have it in their journals (w or journal in the"
                                + " address)",
                true,
                BATCH,
                BATCH_BYTES);
    }

    @Override
    public void ensure() {
        var commands = new CollectionCommands(model);
        write("make-collection", () -> {
            make(commands);
            return database.runCommand(acknowledged(commands.createIndexes()));
        });
    }

    /** As every write: when most of the servers have it, unless the address says otherwise. */
    private BsonDocument acknowledged(BsonDocument command) {
        WriteConcern concern = database.getWriteConcern();
        return concern.isServerDefault() ? command : command.append("writeConcern", concern.asDocument());
    }

    private void make(CollectionCommands commands) throws MongoException {
        try {
            database.runCommand(acknowledged(commands.create()));
        } catch (MongoCommandException failure) {
            if (failure.getErrorCode() != NAMESPACE_EXISTS) {
                throw failure;
            }
        }
    }

    @Override
    public List<String> faults() {
        return read("collection-faults", () -> {
            BsonDocument there = database.listCollections(BsonDocument.class)
                    .filter(Filters.eq("name", model.name()))
                    .first();
            if (there == null) {
                return List.of("the collection " + model.name());
            }
            List<BsonDocument> indexes =
                    collection.listIndexes(BsonDocument.class).into(new ArrayList<>());
            return new CollectionCommands(model).missing(there.getDocument("options", new BsonDocument()), indexes);
        });
    }
}
