package io.holdfast.sqlite;

import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.sqlite.SqliteSession.Mode;
import io.holdfast.sqlite.file.DatabaseFile;
import io.holdfast.sqlite.jdbc.ManagedConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteLimits;
import org.sqlite.SQLiteOpenMode;

/** Opens files, and finds out at once whether they are what they should be. */
final class Opening {
    /** SQLite's own upper bound; the row reader asks for one column more than a table has. */
    private static final int MOST_COLUMNS = 32_767;

    /** The most that SQLite takes; the driver sets a thousandth of it. */
    private static final int LONGEST_STATEMENT = 1_000_000_000;

    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(1);

    private Opening() {}

    /** Opens the file of {@code endpoint}, checks it, and sets the connection up. */
    static SqliteSession session(Endpoint endpoint, Duration timeout) throws SQLException, IOException {
        return session(endpoint, Settings.of(endpoint.url().parameters()), timeout);
    }

    /** Opens it as {@code settings} say, whatever the url says. */
    static SqliteSession session(Endpoint endpoint, Settings settings, Duration timeout)
            throws SQLException, IOException {
        DatabaseFile file = DatabaseFile.existing(endpoint.url().path());
        var traces = new Traces(file);
        SQLiteConnection connection = connect(file, settings.mode(), timeout);
        try {
            check(connection, file);
            setUp(connection, settings, timeout);
            return new SqliteSession(ManagedConnection.over(connection, file, timeout), settings.mode(), traces);
        } catch (SQLException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens the file for writing and closes it again, so that SQLite clears away what it no longer needs. */
    static void touch(DatabaseFile file, Duration timeout) throws SQLException {
        try (SQLiteConnection connection = connect(file, Mode.READ_WRITE, timeout)) {
            Queries.number(connection, "select count(*) from sqlite_schema");
        }
    }

    private static SQLiteConnection connect(DatabaseFile file, Mode mode, Duration timeout) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(mode == Mode.READ_ONLY);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setGetGeneratedKeys(false); // they are asked for when they are wanted
        config.setBusyTimeout((int) Math.min(timeout.toMillis(), Integer.MAX_VALUE));
        var connection = (SQLiteConnection) config.createConnection(file.jdbcUrl());
        connection.setLimit(SQLiteLimits.SQLITE_LIMIT_COLUMN, MOST_COLUMNS);
        connection.setLimit(SQLiteLimits.SQLITE_LIMIT_SQL_LENGTH, LONGEST_STATEMENT);
        return connection;
    }

    private static void setUp(SQLiteConnection connection, Settings settings, Duration timeout) throws SQLException {
        Queries.run(connection, "pragma foreign_keys = on");
        if (settings.mode() == Mode.READ_ONLY) {
            Queries.run(connection, "pragma query_only = on");
            return;
        }
        toWriteAheadLog(connection, timeout);
        Queries.run(connection, "pragma synchronous = " + settings.synchronous());
        // SQLite makes the log when it reads; from here on it is known, and missed if somebody takes it away
        Queries.number(connection, "select count(*) from sqlite_schema");
    }

    /** Where several connections switch to the log at once, SQLite refuses some without waiting. */
    private static void toWriteAheadLog(SQLiteConnection connection, Duration timeout) throws SQLException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                Queries.text(connection, "pragma journal_mode = wal");
                return;
            } catch (SQLiteException refused) {
                boolean busy = refused.getResultCode() == SQLiteErrorCode.SQLITE_BUSY;
                if (!busy
                        || System.nanoTime() - end >= 0
                        || Thread.currentThread().isInterrupted()) {
                    throw refused;
                }
                LockSupport.parkNanos(AGAIN);
            }
        }
    }

    /** Reads the first page and the schema; then looks whether the file holds all the pages that it should. */
    private static void check(SQLiteConnection connection, DatabaseFile file) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try {
            Queries.number(connection, "select count(*) from sqlite_schema");
            long expected =
                    Queries.number(connection, "pragma page_count") * Queries.number(connection, "pragma page_size");
            if (!hasLog(file) && file.size() < expected) {
                throw cutOff(file);
            }
        } catch (SQLiteException e) {
            throwExplained(e, connection, file);
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Whether pages may lie in a {@code -wal} that are not in the file yet. */
    private static boolean hasLog(DatabaseFile file) throws IOException {
        return Files.exists(file.beside("-wal")) && Files.size(file.beside("-wal")) > 0;
    }

    /** The same failure, in words that name the file where the code alone says too little. */
    private static void throwExplained(SQLiteException e, SQLiteConnection connection, DatabaseFile file)
            throws SQLiteException {
        if (e.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB) {
            throw Failure.of(
                            ErrorKind.CORRUPT, "%s is not a SQLite database, or it is encrypted".formatted(file.path()))
                    .withHint("check the path; an encrypted database has to be decrypted by the program that made it")
                    .withCodes(null, e.getResultCode().code)
                    .causedBy(e);
        }
        if (isCutOff(e, connection)) {
            throw cutOff(file);
        }
        throw e;
    }

    /**
     * SQLite compares the pages that the header counts with those in the file, logs considered, unless the schema is
     * open for repair: a damage that is there without and gone with it is this one.
     */
    private static boolean isCutOff(SQLiteException e, SQLiteConnection connection) {
        boolean atOnce = e.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT
                && !String.valueOf(e.getMessage()).contains("malformed database schema");
        try {
            if (atOnce) {
                Queries.run(connection, "pragma writable_schema = on");
                Queries.number(connection, "pragma page_count");
            }
            return atOnce;
        } catch (SQLException worse) {
            e.addSuppressed(worse);
            return false;
        }
    }

    private static HoldfastException cutOff(DatabaseFile file) {
        return Failure.of(ErrorKind.CORRUPT, "%s is cut off: pages are missing at its end".formatted(file.path()))
                .withHint("copy the file again, together with its -wal file if there is one, or restore a backup")
                .exception();
    }
}
