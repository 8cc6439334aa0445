package io.holdfast.benchmarks.measure;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.EmbeddedServers;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Engines;
import io.holdfast.engine.SqlSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;

/** A PostgreSQL server for one measurement, with its usual settings, in a folder that goes away with it. */
public final class PrivateServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TemporaryFolder folder;
    private final Engine engine;
    private final EmbeddedServers.Server server;

    private PrivateServer(TemporaryFolder folder, Engine engine, EmbeddedServers.Server server) {
        this.folder = folder;
        this.engine = engine;
        this.server = server;
    }

    /**
     * One that runs.
     *
     * @throws Exception whatever stands in the way
     */
    public static PrivateServer start() throws Exception {
        Engine engine = Engines.onClassPath().named("postgresql");
        TemporaryFolder folder = TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")));
        EmbeddedServers.Server server =
                engine.embeddedServers().orElseThrow().start(folder.path().resolve("server"));
        return new PrivateServer(folder, engine, server);
    }

    /** Its database called {@code name}, which is made if it is missing. */
    public Endpoint database(String name) {
        return server.database(name);
    }

    /** The engine that runs it. */
    public Engine engine() {
        return engine;
    }

    /** A folder for files of the measurement. */
    public Path folder() {
        return folder.path();
    }

    /**
     * Runs {@code statement} in {@code database}.
     *
     * @throws Exception whatever stands in the way
     */
    public void execute(Endpoint database, String statement) throws Exception {
        try (var session = (SqlSession) engine.open(database, PATIENCE);
                Statement running = session.connection().createStatement()) {
            running.execute(statement);
        }
    }

    /**
     * The server's version, as it says it.
     *
     * @throws Exception whatever stands in the way
     */
    public String version() throws Exception {
        try (var session = (SqlSession) engine.open(database("postgres"), PATIENCE);
                Statement running = session.connection().createStatement();
                ResultSet row = running.executeQuery("show server_version")) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        folder.close();
    }
}
