package io.holdfast.mongodb;

import com.mongodb.MongoException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.holdfast.engine.Session;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** A client with one connection, and the database that its address names. */
final class MongodbSession implements Session {
    private final MongoClient client;
    private final MongoDatabase database;
    private volatile boolean closed;

    MongodbSession(MongoClient client, String name) {
        this.client = client;
        this.database = client.getDatabase(name);
    }

    MongoDatabase database() {
        return database;
    }

    /** Has the driver find a server and log in there: it does so before its first question. */
    void greet() {
        greet(database);
    }

    /**
     * Has the server answer.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONNECTION if it does not
     */
    static void greet(MongoDatabase database) {
        try {
            database.runCommand(new Document("ping", 1));
        } catch (MongoSocketReadTimeoutException | MongoOperationTimeoutException silent) {
            throw Failure.of(ErrorKind.CONNECTION, "the MongoDB server takes connections and does not answer")
                    .withHint("see what the server is busy with")
                    .causedBy(silent);
        }
    }

    @Override
    public boolean ping(Duration timeout) {
        if (closed) {
            return false;
        }
        try {
            database.withTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).runCommand(new Document("ping", 1));
            return true;
        } catch (MongoException silent) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
