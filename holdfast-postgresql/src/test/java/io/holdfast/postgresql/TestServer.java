package io.holdfast.postgresql;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers.Server;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One embedded server for all tests of a run; each test gets a database of its own. */
final class TestServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Server SERVER = start();

    private TestServer() {}

    private static Server start() {
        try {
            System.setProperty("holdfast.embedded.durable", "false");
            Path folder = Path.of(
                    "target", "embedded-postgresql-" + ProcessHandle.current().pid());
            Server server =
                    new PostgresqlEngine().embeddedServers().orElseThrow().start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            System.clearProperty("holdfast.embedded.durable");
            return server;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new, empty database. */
    static Endpoint freshDatabase() {
        return SERVER.database("test_" + DATABASES.incrementAndGet());
    }

    static PostgresqlSession open(Endpoint endpoint) throws Exception {
        return PostgresqlSession.open(endpoint, Duration.ofSeconds(10));
    }

    /** Runs {@code sql} and gives the first value of its answer, or null. */
    static String ask(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet answer = statement.getResultSet()) {
                return answer.next() ? answer.getString(1) : null;
            }
        }
    }

    static String ask(Endpoint endpoint, String sql) throws Exception {
        try (PostgresqlSession session = open(endpoint)) {
            return ask(session.connection(), sql);
        }
    }
}
