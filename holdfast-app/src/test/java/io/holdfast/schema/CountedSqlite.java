package io.holdfast.schema;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.sqlite.SqliteEngine;
import io.holdfast.sqlite.file.DatabaseFile;
import io.holdfast.sqlite.jdbc.ManagedConnection;
import io.holdfast.sqlite.migrate.SqliteMigrator;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;
import org.sqlite.jdbc4.JDBC4Statement;

/** SQLite, with every statement counted that the driver runs, those that begin and end transactions included. */
final class CountedSqlite implements Engine {
    private final SqliteEngine engine = new SqliteEngine();
    private final AtomicInteger calls = new AtomicInteger();

    /** How many statements were run so far. */
    int calls() {
        return calls.get();
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Session open(Endpoint endpoint, Duration timeout) throws SQLException, IOException {
        DatabaseFile file = DatabaseFile.existing(endpoint.url().path());
        return new CountedSession(ManagedConnection.over(new Driver(file), file, timeout));
    }

    @Override
    public Failure classify(Throwable failure, Phase phase) {
        return engine.classify(failure, phase);
    }

    @Override
    public List<Fact> facts(Session session, Endpoint endpoint) {
        return List.of();
    }

    @Override
    public Optional<Migrator> migrator() {
        return Optional.of(new SqliteMigrator(this::open));
    }

    /** A session whose driver counts. */
    private record CountedSession(ManagedConnection connection) implements SqlSession {

        @Override
        public void cancel() throws SQLException {
            connection.cancel();
        }

        @Override
        public boolean ping(Duration timeout) {
            return true;
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    /** As a session has it: the driver asks for no keys after each insertion. */
    private static Properties settings() {
        var config = new SQLiteConfig();
        config.setGetGeneratedKeys(false);
        return config.toProperties();
    }

    /** The driver's connection, whose statements count. */
    private final class Driver extends JDBC4Connection {

        Driver(DatabaseFile file) throws SQLException {
            super("jdbc:sqlite:" + file.path(), file.path().toString(), settings());
        }

        @Override
        public Statement createStatement(int type, int concurrency, int holdability) {
            return new CountedStatement(this);
        }

        @Override
        public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
                throws SQLException {
            return new CountedPreparedStatement(this, sql);
        }

        /** Transactions are statements here; one that the driver begins or ends by itself would not be counted. */
        @Override
        public void setAutoCommit(boolean on) {
            throw new AssertionError("the driver is asked for a transaction");
        }
    }

    /** A statement; what the driver executes in other ways ends in one of these. */
    private final class CountedStatement extends JDBC4Statement {

        CountedStatement(SQLiteConnection connection) {
            super(connection);
        }

        @Override
        public boolean execute(String sql) throws SQLException {
            calls.incrementAndGet();
            return super.execute(sql);
        }

        @Override
        public ResultSet executeQuery(String sql) throws SQLException {
            calls.incrementAndGet();
            return super.executeQuery(sql);
        }

        @Override
        public long executeLargeUpdate(String sql) throws SQLException {
            calls.incrementAndGet();
            return super.executeLargeUpdate(sql);
        }
    }

    /** A prepared statement; to prepare it is no call. */
    private final class CountedPreparedStatement extends JDBC4PreparedStatement {

        CountedPreparedStatement(SQLiteConnection connection, String sql) throws SQLException {
            super(connection, sql);
        }

        @Override
        public boolean execute() throws SQLException {
            calls.incrementAndGet();
            return super.execute();
        }

        @Override
        public ResultSet executeQuery() throws SQLException {
            calls.incrementAndGet();
            return super.executeQuery();
        }

        @Override
        public long executeLargeUpdate() throws SQLException {
            calls.incrementAndGet();
            return super.executeLargeUpdate();
        }
    }
}
