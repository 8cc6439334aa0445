package io.holdfast.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.transaction.TransactionOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-10, TX-5: a database at one server that is no replica set, through a plain client. */
final class StandaloneTest {
    @TempDir
    private Path folder;

    private final InMemoryServer server = new InMemoryServer();
    private Database database;
    private MongoDatabase app;

    @BeforeEach
    void open() {
        database = Declared.open(folder, server.endpoint("app").url().toString());
        app = database.client(MongoClient.class).getDatabase("app");
    }

    @AfterEach
    void close() {
        database.close();
        server.close();
    }

    @Test
    void documentsAreMadeFoundChangedAndDeleted() {
        assertThat(database.availability()).isEqualTo(Availability.READY);
        MongoCollection<Document> things = app.getCollection("things");
        things.insertOne(new Document("_id", 1).append("n", 1));
        things.updateOne(Filters.eq("_id", 1), Updates.inc("n", 1));
        assertThat(things.find(Filters.eq("n", 2)).first()).containsEntry("_id", 1);
        assertThat(app.listCollectionNames().into(new ArrayList<>())).containsExactly("things");
        assertThat(things.deleteOne(Filters.eq("_id", 1)).getDeletedCount()).isEqualTo(1);
        assertThat(things.countDocuments()).isZero();
        assertThat(app.getName()).isEqualTo("app");
    }

    @Test
    void aTransactionIsRefusedBeforeAnythingIsWritten() {
        AtomicInteger begun = new AtomicInteger();
        HoldfastException refusal = catchThrowableOfType(
                HoldfastException.class,
                () -> database.inTransaction(ClientSession.class, TransactionOptions.named("store-both"), session -> {
                    begun.incrementAndGet();
                    return app.getCollection("things").insertOne(session, new Document());
                }));
        assertThat(refusal.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
        assertThat(refusal).hasMessageContaining("no replica set");
        assertThat(refusal.failure().operation()).isEqualTo("store-both");
        assertThat(begun).hasValue(0);
        assertThat(app.getCollection("things").countDocuments()).isZero();
    }

    @Test
    void aClosedDatabaseSaysSo() {
        MongoCollection<Document> things = app.getCollection("things");
        things.countDocuments();
        database.close();
        RuntimeException refusal = catchThrowableOfType(RuntimeException.class, things::countDocuments);
        assertThat(refusal).hasMessageContaining("was closed");
        assertThat(((HoldfastException) refusal.getCause()).kind()).isEqualTo(ErrorKind.CANCELLED);
    }
}
