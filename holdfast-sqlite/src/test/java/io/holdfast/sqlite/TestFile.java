package io.holdfast.sqlite;

import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.Session;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.holdfast.sqlite.file.DatabaseFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A database file that a test makes with SQLite's own means. */
public record TestFile(Path path) {
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A new file in {@code folder}, made by {@code statements}. */
    public static TestFile in(Path folder, String... statements) throws SQLException {
        return named(folder.resolve("test.db"), statements);
    }

    /** A new file at {@code path}, made by {@code statements}. */
    public static TestFile named(Path path, String... statements) throws SQLException {
        var file = new TestFile(path);
        file.run(statements);
        return file;
    }

    /** Runs {@code statements} in a connection that knows nothing of the engine. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A connection that waits for no disk: what a test writes need not outlive the machine. */
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(new DatabaseFile(path.toAbsolutePath()).jdbcUrl());
        Queries.run(connection, "pragma synchronous = off");
        return connection;
    }

    /** It as a database that an application has declared. */
    Database declared() {
        return Database.open(
                ConfigLoader.withoutFile(path.toAbsolutePath().getParent())
                        .withFlags(Map.of("databases.app.url", "sqlite:" + path.toAbsolutePath()))
                        .load()
                        .config()
                        .databases()
                        .get("app"),
                new SqliteEngine(),
                Time.real(),
                new Events());
    }

    /** Its address; {@code mode} is {@code ro} or {@code rw}. */
    public Endpoint endpoint(String mode) {
        var url = new DatabaseUrl("sqlite", false, "", 0, path.toString(), Map.of("mode", mode));
        return new Endpoint("test", url, Optional.empty());
    }

    /** An open session for reading. */
    public Session reading() throws Exception {
        return new SqliteEngine().open(endpoint("ro"), PATIENCE);
    }

    /** An open session for writing. */
    public Session writing() throws Exception {
        return new SqliteEngine().open(endpoint("rw"), PATIENCE);
    }

    /** The structure that the engine reads. */
    public SchemaModel model() throws Exception {
        try (Session session = reading()) {
            return new SqliteEngine().schemaReader().orElseThrow().read(session, "main");
        }
    }
}
