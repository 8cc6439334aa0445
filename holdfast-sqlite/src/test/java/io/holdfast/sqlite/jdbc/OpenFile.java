package io.holdfast.sqlite.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.sqlite.SqliteEngine;
import io.holdfast.sqlite.TestFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A database file of a test, and a connection of ours to it. */
record OpenFile(TestFile file, SqlSession session, ManagedConnection connection) implements AutoCloseable {

    /** A new file in {@code folder}, made by {@code statements} with SQLite's own means, and opened for writing. */
    static OpenFile in(Path folder, String... statements) throws Exception {
        return of(TestFile.in(folder, statements));
    }

    /** Another connection to {@code file}. */
    static OpenFile of(TestFile file) throws Exception {
        return of(file, (SqlSession) file.writing());
    }

    /** Another connection to {@code file}, as safe as {@code synchronous} says. */
    static OpenFile of(TestFile file, String synchronous) throws Exception {
        Map<String, String> parameters = Map.of("synchronous", synchronous);
        var url = new DatabaseUrl("sqlite", false, "", 0, file.path().toString(), parameters);
        var endpoint = new Endpoint("test", url, Optional.empty());
        return of(file, (SqlSession) new SqliteEngine().open(endpoint, TestFile.PATIENCE));
    }

    private static OpenFile of(TestFile file, SqlSession session) throws SQLException {
        return new OpenFile(file, session, session.connection().unwrap(ManagedConnection.class));
    }

    Path path() {
        return file.path();
    }

    int run(String sql) throws SQLException {
        return run(connection, sql);
    }

    static int run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    String ask(String sql) throws SQLException {
        return ask(connection, sql);
    }

    /** The first value of the first row. */
    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "no row";
        }
    }

    /** What somebody sees who has nothing to do with us. */
    String foreign(String sql) throws SQLException {
        try (Connection other = file.connect()) {
            return ask(other, sql);
        }
    }

    /** How what {@code work} throws is classified. */
    static Failure failureOf(ThrowingCallable work) {
        return failureOf(Phase.BODY, work);
    }

    static Failure failureOf(Phase phase, ThrowingCallable work) {
        Throwable thrown = catchThrowable(work);
        assertThat(thrown).isInstanceOf(SQLException.class);
        return new SqliteEngine().classify(thrown, phase);
    }

    void limit(Duration patience) {
        connection.limit(patience);
    }

    @Override
    public void close() throws Exception {
        session.close();
    }
}
