package io.holdfast.mongodb.migration;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteError;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Phase;
import io.holdfast.mongodb.errorcode.DriverFailures;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The way to the server for one runner: a session with at most one open transaction, and further connections for what must
 * not wait for it. A command that says "ok" and has errors of writing has failed.
 *
 * <p>Once a connection was lost, nothing goes through it any more: what was sent last may be done or not, and the next runner
 * looks.
 */
final class Channel implements AutoCloseable {
    private static final int COMMAND_NOT_FOUND = 59;
    private static final int CONNECTIONS = 3;
    private static final int COMMITS = 3;
    private static final Set<ErrorKind> LOST = EnumSet.of(ErrorKind.CONNECTION, ErrorKind.OUTCOME_UNKNOWN);

    private final MongoClient client;
    private final MongoDatabase database;
    private final BsonDocument writeConcern;
    private final TransactionOptions terms;
    private final Optional<ClientSession> session;
    private @Nullable MongoException loss;
    private Runnable whenLost = () -> {};

    private Channel(MongoClient client, MongoClientSettings settings, String name) {
        this.client = client;
        this.database = client.getDatabase(name);
        this.writeConcern = settings.getWriteConcern().asDocument();
        this.terms = TransactionOptions.builder()
                .writeConcern(settings.getWriteConcern())
                .readPreference(ReadPreference.primary())
                .build();
        this.session = hasTransactions() ? Optional.of(client.startSession()) : Optional.empty();
    }

    /**
     * One to the database {@code name}.
     *
     * @throws MongoException if no server takes writes in time
     */
    static Channel to(MongoClientSettings usual, String name) {
        MongoClientSettings settings = MongoClientSettings.builder(usual)
                .readPreference(ReadPreference.primary())
                // an index takes as long as it takes; whether the server lives its monitor finds out
                .applyToSocketSettings(socket -> socket.readTimeout(0, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(CONNECTIONS))
                .build();
        MongoClient client = MongoClients.create(settings);
        try {
            return new Channel(client, settings, name);
        } catch (RuntimeException failure) {
            client.close();
            throw failure;
        }
    }

    /** Servers that are no replica set have sessions and no transactions. */
    private boolean hasTransactions() {
        BsonDocument hello = hello();
        boolean several = hello.containsKey("setName")
                || hello.get("msg", new BsonString("")).equals(new BsonString("isdbgrid"));
        return several && hello.containsKey("logicalSessionTimeoutMinutes");
    }

    /** Servers before 4.4.2 know the older word for it alone. */
    private BsonDocument hello() {
        try {
            return aside(new BsonDocument("hello", new BsonInt32(1)));
        } catch (MongoCommandException unknown) {
            if (unknown.getErrorCode() != COMMAND_NOT_FOUND) {
                throw unknown;
            }
            return aside(new BsonDocument("isMaster", new BsonInt32(1)));
        }
    }

    /** Whether what is sent between {@link #begin} and {@link #commit} is one. */
    boolean isTransactional() {
        return session.isPresent();
    }

    /** Has {@code task} done as soon as a connection is lost. */
    void whenLost(Runnable task) {
        whenLost = task;
    }

    /** A collection of the database, beside any transaction. */
    MongoCollection<BsonDocument> collection(String name) {
        return database.getCollection(name, BsonDocument.class);
    }

    MongoDatabase database() {
        return database;
    }

    // the session

    /** Begins a transaction, unless one is open or there are none here. */
    void begin() {
        refuseLost();
        session.filter(open -> !open.hasActiveTransaction()).ifPresent(open -> open.startTransaction(terms));
    }

    /** Commits what is open; asked again where the answer does not tell. */
    void commit() {
        if (session.isEmpty() || !session.get().hasActiveTransaction()) {
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                session.get().commitTransaction();
                return;
            } catch (MongoException failure) {
                boolean unknown = failure.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL);
                if (!unknown || attempt == COMMITS) {
                    throw noted(failure, Phase.COMMIT);
                }
            }
        }
    }

    /** Undoes what is open; the server does so by itself where it cannot be told. */
    void rollback() {
        session.filter(ClientSession::hasActiveTransaction).ifPresent(ClientSession::abortTransaction);
    }

    /** What the server answers to {@code command}, which is part of the transaction if one is open. */
    BsonDocument run(BsonDocument command) {
        refuseLost();
        try {
            return checked(
                    session.isPresent()
                            ? database.runCommand(session.get(), command, BsonDocument.class)
                            : database.runCommand(command, BsonDocument.class));
        } catch (MongoException failure) {
            throw noted(failure, Phase.BODY);
        }
    }

    /** The same for one that cannot be in a transaction; it is as durable as the address demands. */
    BsonDocument runAlone(BsonDocument command, boolean administration) {
        refuseLost();
        BsonDocument whole = command.clone();
        if (!writeConcern.isEmpty()) {
            whole.append("writeConcern", writeConcern);
        }
        MongoDatabase where = administration ? client.getDatabase("admin") : database;
        try {
            return checked(
                    session.isPresent()
                            ? where.runCommand(session.get(), whole, BsonDocument.class)
                            : where.runCommand(whole, BsonDocument.class));
        } catch (MongoException failure) {
            throw noted(failure, Phase.BODY);
        }
    }

    private void refuseLost() {
        if (loss != null) {
            throw loss;
        }
    }

    private MongoException noted(MongoException failure, Phase phase) {
        if (LOST.contains(DriverFailures.failure(failure, phase).kind())) {
            loss = failure;
            whenLost.run();
        }
        return failure;
    }

    // beside it

    /** What the server answers to {@code command}, on another connection and in no transaction. */
    BsonDocument aside(BsonDocument command) {
        return checked(database.runCommand(command, BsonDocument.class));
    }

    /** What the server calls the session; empty where there is none. */
    BsonDocument session() {
        return session.map(open -> open.getServerSession().getIdentifier()).orElseGet(BsonDocument::new);
    }

    /** Has the server end what {@code session} does, and undo what it has open. */
    void kill(BsonDocument session) {
        client.getDatabase("admin").runCommand(new BsonDocument("killSessions", new BsonArray(List.of(session))));
    }

    private static BsonDocument checked(BsonDocument answer) {
        List<String> labels = answer.getArray("errorLabels", new BsonArray()).stream()
                .filter(BsonValue::isString)
                .map(label -> label.asString().getValue())
                .toList();
        for (BsonValue error : answer.getArray("writeErrors", new BsonArray())) {
            BsonDocument said = error.asDocument();
            int code = said.getNumber("code", new BsonInt32(0)).intValue();
            String words = said.getString("errmsg", new BsonString("")).getValue();
            throw new MongoWriteException(new WriteError(code, words, said), new ServerAddress(), labels);
        }
        if (answer.get("writeConcernError", BsonBoolean.FALSE) instanceof BsonDocument said) {
            var error = new WriteConcernError(
                    said.getNumber("code", new BsonInt32(0)).intValue(),
                    said.getString("codeName", new BsonString("")).getValue(),
                    said.getString("errmsg", new BsonString("")).getValue(),
                    new BsonDocument());
            throw new MongoWriteConcernException(error, null, new ServerAddress(), labels);
        }
        return answer;
    }

    @Override
    public void close() {
        try {
            session.ifPresent(ClientSession::close);
        } finally {
            client.close();
        }
    }
}
