package io.holdfast.app.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.testkit.fault.FaultProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-1, CON-3, CON-5, CON-6, CON-8: what becomes of calls while a server of MongoDB comes and goes. */
@Tag("docgw")
final class MongodbFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Document ONE = new Document("_id", 1);

    @TempDir
    private Path folder;

    private final Opened server = new Opened();
    private final FaultProxy proxy = FaultProxy.to(server.port());
    private final Events events = new Events();
    private Database database;

    @AfterEach
    void closeAll() {
        database.close();
        proxy.close();
        server.close();
    }

    private MongoCollection<Document> open(String... settings) {
        database = Opened.open(Opened.declared(folder, server.at(proxy.port()), settings), events);
        return server.things(database);
    }

    private void awaitState(Availability wanted) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> database.availability() == wanted);
    }

    private static ErrorKind kind(Throwable thrown) {
        assertThat(thrown).isNotNull();
        assertThat(thrown.getCause()).isInstanceOf(HoldfastException.class);
        return ((HoldfastException) thrown.getCause()).kind();
    }

    @Test
    void aServerThatIsGoneIsNoticedAndFailsCallsAtOnce() {
        MongoCollection<Document> things = open();
        things.insertOne(ONE);
        proxy.refuse();
        awaitState(Availability.DOWN);

        long began = System.nanoTime();
        int calls = 1_000;
        for (int call = 0; call < calls; call++) {
            assertThat(kind(catchThrowable(things::countDocuments))).isEqualTo(ErrorKind.CONNECTION);
        }
        assertThat(Duration.ofNanos((System.nanoTime() - began) / calls)).isLessThan(Duration.ofMillis(1));

        proxy.forwardAnew();
        awaitState(Availability.READY);
        assertThat(things.countDocuments()).isEqualTo(1);
    }

    @Test
    void aServerThatIsSilentIsGivenUpAndWhatHangsThereEndsWithItsTime() throws Exception {
        MongoCollection<Document> things = open("probe.timeout", "500ms", "timeouts.statement", "4s");
        things.insertOne(ONE);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            proxy.blackHole();
            Future<Throwable> hanging = caller.submit(() -> catchThrowable(things::countDocuments));
            awaitState(Availability.DOWN);
            assertThat(hanging.get(SOON.toSeconds(), TimeUnit.SECONDS)).isNotNull();
            assertThat(kind(catchThrowable(things::countDocuments))).isEqualTo(ErrorKind.CONNECTION);
            proxy.forwardAnew();
            awaitState(Availability.READY);
            assertThat(things.countDocuments()).isEqualTo(1);
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void callersWaitForAServerWhereTheyAreToldTo() throws Exception {
        MongoCollection<Document> things = open("while-down", "wait", "pool.acquire-timeout", "20s");
        things.insertOne(ONE);
        proxy.refuse();
        awaitState(Availability.DOWN);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            Future<Long> waiting = caller.submit(() -> things.countDocuments());
            await().atMost(SOON).until(() -> database.status().waiting() == 1);
            proxy.forwardAnew();
            assertThat(waiting.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void aDatabaseThatIsLateIsUsedAsSoonAsItIsThere() {
        proxy.refuse();
        MongoCollection<Document> things = open("await", "1s");
        assertThat(database.availability()).isEqualTo(Availability.DOWN);
        assertThat(database.start().attempts()).isGreaterThan(1);
        assertThat(database.failure().orElseThrow().kind()).isEqualTo(ErrorKind.CONNECTION);
        proxy.forward();
        awaitState(Availability.READY);
        things.insertOne(ONE);
        assertThat(server.things().countDocuments()).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsSaidAtOnceAndNotRepeated() {
        user("createUser", "right");
        try {
            open("user", name(), "password", "wrong-secret", "await", "20s");
            HoldfastException failure = database.failure().orElseThrow();
            assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
            assertThat(failure).hasMessageNotContaining("wrong-secret");
            assertThat(database.start().attempts()).isEqualTo(1);
        } finally {
            dropUser();
        }
    }

    @Test
    void aPasswordThatChangesUnderLoadFailsNoCall() throws Exception {
        user("createUser", "first");
        Path file = Files.writeString(folder.resolve("password"), "first");
        Queue<Event> told = new ConcurrentLinkedQueue<>();
        events.listen(told::add);
        MongoCollection<Document> things =
                open("user", name(), "password", "${file:" + file + "}", "probe.every", "100ms", "pool.size", "4");
        things.insertOne(ONE);
        var over = new AtomicBoolean();
        var done = new AtomicInteger();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                running.add(callers.submit(() -> {
                    while (!over.get()) {
                        Throwable failure = catchThrowable(() -> things.find().first());
                        if (failure != null) {
                            failures.add(failure);
                        }
                        done.incrementAndGet();
                    }
                }));
            }
            String[] passwords = {"second", "third"};
            for (String password : passwords) {
                int before = (int) told.stream()
                        .filter(event -> event instanceof Event.CredentialsChanged)
                        .count();
                user("updateUser", password);
                Files.writeString(file, password);
                await().atMost(SOON)
                        .until(() -> told.stream()
                                        .filter(event -> event instanceof Event.CredentialsChanged)
                                        .count()
                                > before);
                int from = done.get();
                await().atMost(SOON).until(() -> done.get() > from + 200);
            }
            over.set(true);
            for (Future<?> each : running) {
                each.get();
            }
            assertThat(failures).isEmpty();
        } finally {
            over.set(true);
            callers.shutdownNow();
            dropUser();
        }
    }

    /** Users belong to the server, and not to a database of it. */
    private String name() {
        return server.plain().getName();
    }

    private void user(String command, String password) {
        Document said = new Document(command, name()).append("pwd", password);
        server.admin()
                .runCommand(
                        command.equals("createUser")
                                ? said.append(
                                        "roles",
                                        List.of(
                                                new Document("role", "readWriteAnyDatabase").append("db", "admin"),
                                                new Document("role", "clusterAdmin").append("db", "admin")))
                                : said);
    }

    private void dropUser() {
        server.admin().runCommand(new Document("dropUser", name()));
    }
}
