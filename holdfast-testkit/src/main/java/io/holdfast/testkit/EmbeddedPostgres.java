package io.holdfast.testkit;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One PostgreSQL server for all tests of a JVM: started when the first test asks, stopped and removed with the JVM. It is
 * fast because it forces nothing to disk; a test about durability starts a server of its own.
 *
 * <p>The server comes from the adapter on the test class path, through the SPI.
 */
public final class EmbeddedPostgres {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> FAST =
            List.of("fsync = off", "synchronous_commit = off", "full_page_writes = off");

    private final Engine engine;
    private final EmbeddedServers.Server server;
    private final AtomicInteger databases = new AtomicInteger();

    private EmbeddedPostgres(Engine engine, EmbeddedServers.Server server) {
        this.engine = engine;
        this.server = server;
    }

    /** The server of this JVM. */
    public static EmbeddedPostgres shared() {
        return Shared.SERVER;
    }

    /** A database that no test has used. */
    public Endpoint freshDatabase() {
        return server.database("test_" + databases.incrementAndGet());
    }

    /** The engine that the server belongs to. */
    public Engine engine() {
        return engine;
    }

    /** The file that the server writes its log to. */
    public Path log() {
        return server.folder().resolve("log");
    }

    /** Runs {@code statements} in {@code database}, one after the other. */
    public void execute(Endpoint database, String... statements) {
        try (var session = (SqlSession) engine.open(database, PATIENCE);
                Statement statement = session.connection().createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (Exception failure) {
            throw new AssertionError("the statements did not run in " + database.url(), failure);
        }
    }

    private static EmbeddedPostgres start() {
        Engine engine = Engines.onClassPath().named("postgresql");
        EmbeddedServers servers = engine.embeddedServers()
                .orElseThrow(() -> new AssertionError("the adapter on the class path runs no servers"));
        try {
            Path folder = Files.createTempDirectory("holdfast-postgresql");
            EmbeddedServers.Server server = servers.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder), "stop-postgresql"));
            var started = new EmbeddedPostgres(engine, server);
            started.hurry();
            return started;
        } catch (Exception failure) {
            throw new AssertionError("the embedded PostgreSQL did not start", failure);
        }
    }

    private void hurry() {
        Endpoint any = freshDatabase();
        FAST.forEach(setting -> execute(any, "alter system set " + setting));
        execute(any, "select pg_reload_conf()");
    }

    private static void stop(EmbeddedServers.Server server, Path folder) {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(EmbeddedPostgres::delete);
        } catch (IOException gone) {
            throw new AssertionError("the server's folder cannot be removed", gone);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new AssertionError("a file of the server cannot be removed", failure);
        }
    }

    private static final class Shared {
        private static final EmbeddedPostgres SERVER = start();
    }
}
