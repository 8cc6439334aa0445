package io.holdfast.sqlite;

import io.holdfast.engine.SqlSession;
import io.holdfast.error.Phase;
import io.holdfast.sqlite.resultcode.ResultCodes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One open connection to one file. */
final class SqliteSession implements SqlSession {
    private final SQLiteConnection connection;
    private final DatabaseFile file;
    private final Mode mode;
    private final Object identity;
    private final Traces traces;

    /** How a session uses its file. */
    enum Mode {
        /** Reads and writes, and keeps SQLite's files beside the database in order. */
        READ_WRITE,
        /** Reads only; the file stays as it is, byte for byte. */
        READ_ONLY
    }

    SqliteSession(SQLiteConnection connection, DatabaseFile file, Mode mode, Traces traces) {
        this.connection = connection;
        this.file = file;
        this.mode = mode;
        this.traces = traces;
        this.identity = file.identity();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    /**
     * Whether the file is still the one that was opened, and SQLite reads it. SQLite goes on with a file that was
     * deleted or replaced, and what it writes there is lost; so the file itself is looked at first. A database that
     * another process has locked is alive.
     */
    @Override
    public boolean ping(Duration timeout) {
        if (!file.identity().equals(identity)) {
            return false;
        }
        try {
            int usual = connection.getBusyTimeout();
            connection.setBusyTimeout((int) Math.min(timeout.toMillis(), usual));
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from sqlite_schema")) {
                return row.next();
            } finally {
                connection.setBusyTimeout(usual);
            }
        } catch (SQLException e) {
            return isBusy(e);
        }
    }

    private static boolean isBusy(SQLException e) {
        return e instanceof SQLiteException failure
                && (failure.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    /** Never while it is being closed: SQLite would look at memory that is not its own any more. */
    @Override
    public synchronized void cancel() throws SQLException {
        if (!connection.isClosed()) {
            connection.getDatabase().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (connection.isClosed()) {
                return;
            }
            connection.close();
        } catch (SQLException e) {
            throw ResultCodes.failure(e, Phase.ROLLBACK).causedBy(e);
        }
        if (mode == Mode.READ_ONLY) {
            traces.tidy();
        }
    }
}
