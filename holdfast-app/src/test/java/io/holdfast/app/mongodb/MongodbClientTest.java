package io.holdfast.app.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.transaction.TransactionOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-2, CON-10, QRY-4, TX-5: a database of MongoDB through a plain client. */
@Tag("docgw")
final class MongodbClientTest {
    private static final TransactionOptions TRANSFER = TransactionOptions.named("transfer");

    @TempDir
    private Path folder;

    private final Opened server = new Opened();
    private Database database;

    @AfterEach
    void closeAll() {
        database.close();
        server.close();
    }

    private MongoCollection<Document> open(String... settings) {
        database = server.open(folder, settings);
        return server.things(database);
    }

    private static Document thing(int id) {
        return new Document("_id", id);
    }

    @Test
    void itIsReadyAndTellsOfItself() {
        open();
        assertThat(database.availability()).isEqualTo(Availability.READY);
        assertThat(database.facts()).extracting(fact -> fact.name()).contains("version", "deployment", "transactions");
        assertThat(database.keepsTables()).isFalse();
    }

    @Test
    void whatAPlainClientDoesIsDone() {
        MongoCollection<Document> things = open();
        things.insertMany(
                IntStream.range(0, 500).mapToObj(MongodbClientTest::thing).toList());
        assertThat(things.countDocuments()).isEqualTo(500);
        assertThat(things.find().sort(new Document("_id", -1)).first()).isEqualTo(thing(499));
        assertThat(things.find()
                        .batchSize(7)
                        .map(each -> each.getInteger("_id"))
                        .into(new ArrayList<>()))
                .hasSize(500);
        assertThat(things.deleteMany(new Document()).getDeletedCount()).isEqualTo(500);
        assertThat(things.getNamespace().getCollectionName()).isEqualTo("things");
        assertThat(things.find().first()).isNull();
        assertThat(database.client(MongoClient.class)).hasToString("MongoClient through Holdfast");
    }

    @Test
    void oneConnectionIsEnoughForWhatIsDoneWhileACursorIsOpen() {
        MongoCollection<Document> things = open("pool.size", "1", "pool.acquire-timeout", "2s");
        things.insertMany(
                IntStream.range(0, 20).mapToObj(MongodbClientTest::thing).toList());
        AtomicInteger found = new AtomicInteger();
        things.find().batchSize(3).forEach(each -> {
            if (things.countDocuments(new Document("_id", each.get("_id"))) == 1) {
                found.incrementAndGet();
            }
        });
        assertThat(found).hasValue(20);
        assertThat(database.poolStatus().orElseThrow().total()).isLessThanOrEqualTo(1);
    }

    @Test
    void whoFindsNoPlaceIsToldSoInTime() throws Exception {
        MongoCollection<Document> things = open("pool.size", "1", "pool.acquire-timeout", "300ms");
        things.insertOne(thing(1));
        server.failOnce("find", new Document("blockConnection", true).append("blockTimeMS", 3_000));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Document> slow = other.submit(() -> things.find().first());
            await().until(() -> database.poolStatus().orElseThrow().active() == 1);
            MongoTimeoutException refusal = catchThrowableOfType(MongoTimeoutException.class, things::countDocuments);
            assertThat(refusal).hasMessageContaining("1 connections");
            assertThat(((HoldfastException) refusal.getCause()).kind()).isEqualTo(ErrorKind.POOL_EXHAUSTED);
            assertThat(slow.get()).isEqualTo(thing(1));
            assertThat(database.status().servers().get(0).counts().timedOut()).isEqualTo(1);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void aCommandThatTakesTooLongIsGivenUp() {
        MongoCollection<Document> things = open("timeouts.statement", "500ms");
        things.insertOne(thing(1));
        server.failOnce("find", new Document("blockConnection", true).append("blockTimeMS", 5_000));
        long began = System.nanoTime();
        HoldfastException failure = catchThrowableOfType(
                HoldfastException.class,
                () -> database.call(
                        Operation.read("look"),
                        MongoClient.class,
                        client -> things.find().first()));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(failure.failure().database()).isEqualTo("app");
        assertThat(failure.failure().operation()).isEqualTo("look");
    }

    @Test
    void aReadWhoseConnectionBreaksIsDoneAgain() {
        MongoCollection<Document> things = open();
        things.insertOne(thing(1));
        server.admin()
                .runCommand(new Document("configureFailPoint", "failCommand")
                        .append("mode", new Document("times", 2)) // the driver itself tries twice
                        .append("data", new Document("failCommands", List.of("find")).append("closeConnection", true)));
        assertThat(database.<MongoClient, Document>call(
                        Operation.read("look"),
                        MongoClient.class,
                        client -> things.find().first()))
                .isEqualTo(thing(1));
    }

    @Test
    void aTransactionIsAllOrNothing() {
        MongoCollection<Document> things = open();
        things.insertOne(thing(0));
        database.inTransaction(ClientSession.class, TRANSFER, session -> {
            things.insertOne(session, thing(1));
            assertThat(server.things().countDocuments()).isEqualTo(1);
            return things.insertOne(session, thing(2));
        });
        assertThat(things.countDocuments()).isEqualTo(3);
        var own = new IllegalStateException("no");
        assertThatThrownBy(() -> database.inTransaction(ClientSession.class, TRANSFER, session -> {
                    things.insertOne(session, thing(3));
                    throw own;
                }))
                .isSameAs(own);
        assertThat(things.countDocuments()).isEqualTo(3);
    }

    @Test
    void aTransactionThatTheDatabaseUndidIsRunAgain() {
        MongoCollection<Document> things = open();
        things.insertOne(thing(0));
        AtomicInteger runs = new AtomicInteger();
        database.inTransaction(ClientSession.class, TRANSFER, session -> {
            if (runs.incrementAndGet() == 1) {
                server.failOnce(
                        "insert",
                        new Document("errorCode", 112).append("errorLabels", List.of("TransientTransactionError")));
            }
            return things.insertOne(session, thing(1));
        });
        assertThat(runs).hasValue(2);
        assertThat(things.countDocuments()).isEqualTo(2);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsSentAgainAndDoneOnce() {
        MongoCollection<Document> things = open();
        things.insertOne(new Document("_id", 0).append("n", 0));
        AtomicInteger runs = new AtomicInteger();
        server.failOnce("commitTransaction", new Document("loseReply", true));
        database.inTransaction(ClientSession.class, TRANSFER, session -> {
            runs.incrementAndGet();
            return things.updateOne(session, thing(0), new Document("$inc", new Document("n", 1)));
        });
        assertThat(runs).hasValue(1);
        assertThat(things.find().first()).containsEntry("n", 1);
    }

    @Test
    void aCursorGoesOnWithTheClientItBeganWith() {
        MongoCollection<Document> things = open();
        things.insertMany(
                IntStream.range(0, 50).mapToObj(MongodbClientTest::thing).toList());
        try (MongoCursor<Document> cursor = things.find().batchSize(5).iterator()) {
            cursor.next();
            long before = database.status().servers().get(0).counts().created();
            database.reconfigure(Opened.declared(folder, server.address(), "pool.size", "3"));
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                things.countDocuments();
                return database.poolStatus().orElseThrow().size() == 3
                        && database.status().servers().get(0).counts().created() > before;
            });
            int left = 0;
            while (cursor.hasNext()) {
                cursor.next();
                left++;
            }
            assertThat(left).isEqualTo(49);
        }
    }

    @Test
    void whatWantsSqlIsRefused() {
        open();
        assertThatThrownBy(() -> database.dataSource()).hasMessageContaining("speaks no SQL");
        assertThatThrownBy(() -> database.call("count", session -> 1)).hasMessageContaining("speaks no SQL");
        assertThatThrownBy(() -> database.inTransaction(transaction -> 1)).hasMessageContaining("speaks no SQL");
        assertThatThrownBy(() -> database.client(DataSource.class)).hasMessageContaining("not used through DataSource");
    }
}
