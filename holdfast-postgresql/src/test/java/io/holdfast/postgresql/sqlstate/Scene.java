package io.holdfast.postgresql.sqlstate;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.postgresql.PostgresqlEngine;
import io.holdfast.postgresql.TestServer;
import io.holdfast.postgresql.session.PostgresqlSession;
import io.holdfast.testkit.fault.PostgresProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/** Where a provocation happens: a schema of its own, a session in it, and others where they are needed. */
final class Scene implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Endpoint database;
    private final String name;
    private final List<AutoCloseable> open = new ArrayList<>();
    private Optional<PostgresqlSession> session = Optional.empty();

    private Scene(Endpoint database, String name) {
        this.database = database;
        this.name = name;
    }

    /** A scene in {@code stage}, a database that others play in, too. */
    static Scene in(Endpoint stage, String name) throws Exception {
        TestServer.ask(stage, "CREATE SCHEMA " + name);
        DatabaseUrl url = stage.url();
        Endpoint place =
                TestServer.elsewhere(stage, url.port(), stage.database(), Map.of("currentSchema", name + ",public"));
        return new Scene(place, name);
    }

    /** A word that no other scene uses. */
    String name() {
        return name;
    }

    /** A server that may be damaged and stopped. */
    PostgresProcess server() {
        return closing(PostgresProcess.fresh());
    }

    /** The database of the server that all tests share, with the schema as its default. */
    Endpoint database() {
        return database;
    }

    /** The connection that the failure is expected in. */
    Connection connection() throws Exception {
        if (session.isEmpty()) {
            use(database());
        }
        return session.orElseThrow().connection();
    }

    /** Expects the failure in a session at {@code place}. */
    void use(Endpoint place) throws Exception {
        session = Optional.of(closing(TestServer.open(place)));
    }

    /** Whether the session of the failure, if there is one, still answers. */
    boolean isAlive() {
        return session.map(each -> each.ping(PATIENCE)).orElse(true);
    }

    /** Runs statements where the failure is expected; one that begins with a question mark may fail. */
    void run(String... statements) throws Exception {
        for (String each : statements) {
            try {
                TestServer.ask(connection(), each.startsWith("?") ? each.substring(1) : each);
            } catch (SQLException mayBe) {
                if (!each.startsWith("?")) {
                    throw mayBe;
                }
            }
        }
    }

    /** Another connection to the same database. */
    Connection another() throws Exception {
        return closing(TestServer.open(database())).connection();
    }

    /** Opens a session there, as the engine does. */
    void open(Endpoint place) throws Exception {
        closing(new PostgresqlEngine().open(place, PATIENCE));
    }

    /** Runs {@code work} beside this thread. */
    void beside(Callable<?> work) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        open.add(0, thread::shutdownNow);
        thread.submit(work);
    }

    /** Waits until the answer to {@code question}, asked anywhere, is true. */
    void until(Connection anywhere, String question) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> "t".equals(TestServer.ask(anywhere, question)));
    }

    /** Closes {@code resource} at the end. */
    <T extends AutoCloseable> T closing(T resource) {
        open.add(0, resource);
        return resource;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }
}
