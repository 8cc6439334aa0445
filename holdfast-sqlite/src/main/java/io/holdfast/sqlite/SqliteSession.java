package io.holdfast.sqlite;

import io.holdfast.engine.SqlSession;
import io.holdfast.error.Phase;
import io.holdfast.sqlite.jdbc.ManagedConnection;
import io.holdfast.sqlite.resultcode.ResultCodes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One open connection to one file. */
final class SqliteSession implements SqlSession {
    private final ManagedConnection connection;
    private final Mode mode;
    private final Traces traces;

    /** How a session uses its file. */
    enum Mode {
        /** Reads and writes, and keeps SQLite's files beside the database in order. */
        READ_WRITE,
        /** Reads only; the file stays as it is, byte for byte. */
        READ_ONLY
    }

    SqliteSession(ManagedConnection connection, Mode mode, Traces traces) {
        this.connection = connection;
        this.mode = mode;
        this.traces = traces;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    /** Waits for a lock, and for a turn to write, no longer than {@code patience}. */
    void limit(Duration patience) {
        connection.limit(patience);
    }

    /**
     * Whether the file is still the one that was opened, and SQLite reads it. SQLite goes on with a file that was
     * deleted or replaced, and what it writes there is lost; so the file itself is looked at first. A database that
     * another process has locked is alive.
     */
    @Override
    public boolean ping(Duration timeout) {
        if (!connection.hasItsFile()) {
            return false;
        }
        Duration usual = connection.patience();
        connection.limit(timeout.compareTo(usual) < 0 ? timeout : usual);
        try (Statement statement = connection.target().createStatement();
                ResultSet row = statement.executeQuery("select count(*) from sqlite_schema")) {
            return row.next();
        } catch (SQLException e) {
            return isBusy(e);
        } finally {
            connection.limit(usual);
        }
    }

    private static boolean isBusy(SQLException e) {
        return e instanceof SQLiteException failure
                && (failure.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    @Override
    public void cancel() throws SQLException {
        connection.cancel();
    }

    @Override
    public void close() {
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
