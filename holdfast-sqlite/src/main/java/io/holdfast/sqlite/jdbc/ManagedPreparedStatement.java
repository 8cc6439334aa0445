package io.holdfast.sqlite.jdbc;

import io.holdfast.jdbc.ForwardingPreparedStatement;
import io.holdfast.sqlite.sql.StatementKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement whose every run belongs to a transaction of its connection. Closed, the driver's statement waits for
 * somebody who prepares the same text, unless it was changed in a way that the next one would feel.
 */
final class ManagedPreparedStatement implements ForwardingPreparedStatement {
    private final PreparedStatement driver;
    private final ManagedConnection connection;
    private final String sql;
    private final StatementKind kind;
    private final TimeLimit limit;
    private final LastKey lastKey;
    private final ReturnedRows returned;
    private final boolean wantsKeys;
    private @Nullable ResultSet rows;
    private boolean reusable = true;
    private boolean closed;

    ManagedPreparedStatement(PreparedStatement driver, ManagedConnection connection, String sql, boolean wantsKeys) {
        this.driver = driver;
        this.connection = connection;
        this.sql = sql;
        this.kind = StatementKind.of(sql);
        this.limit = new TimeLimit(connection);
        this.lastKey = new LastKey(connection.target());
        this.returned = new ReturnedRows(connection);
        this.wantsKeys = wantsKeys;
    }

    @Override
    public PreparedStatement target() throws SQLException {
        if (closed) {
            throw new SQLException("the statement is closed", "24000");
        }
        return driver;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    private <T> T run(OwnTransaction.Execution<T> execution) throws SQLException {
        returned.close();
        try {
            T result = limit.run(kind, execution);
            if (kind.mayWrite()) {
                lastKey.ran(sql, wantsKeys);
            }
            return result;
        } catch (SQLException failure) {
            reusable = false;
            throw failure;
        }
    }

    @Override
    public boolean execute() throws SQLException {
        PreparedStatement statement = target();
        boolean hasRows = run(() -> {
            boolean has = statement.execute();
            if (has && kind == StatementKind.RETURNS) {
                returned.of(statement.getResultSet());
            }
            return has;
        });
        reusable &= !hasRows;
        return hasRows;
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        PreparedStatement statement = target();
        ResultSet copy = returned.copy();
        return copy == null ? statement.getResultSet() : copy;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        PreparedStatement statement = target();
        return run(() -> {
            ResultSet found = statement.executeQuery();
            rows = found;
            return kind == StatementKind.RETURNS ? returned.of(found) : found;
        });
    }

    @Override
    public int executeUpdate() throws SQLException {
        PreparedStatement statement = target();
        return run(statement::executeUpdate);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        PreparedStatement statement = target();
        return run(statement::executeLargeUpdate);
    }

    @Override
    public int[] executeBatch() throws SQLException {
        PreparedStatement statement = target();
        return run(statement::executeBatch);
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        PreparedStatement statement = target();
        return run(statement::executeLargeBatch);
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        target();
        return lastKey.keys();
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        limit.set(seconds);
    }

    @Override
    public int getQueryTimeout() {
        return limit.seconds();
    }

    @Override
    public void cancel() throws SQLException {
        connection.cancel();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return closed || driver.isClosed();
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        lastKey.close();
        returned.close();
        if (rows != null) {
            rows.close();
        }
        if (reusable) {
            connection.keep(sql, driver);
        } else {
            driver.close();
        }
    }

    // what the next one would feel

    @Override
    public void setMaxRows(int most) throws SQLException {
        reusable = false;
        target().setMaxRows(most);
    }

    @Override
    public void setLargeMaxRows(long most) throws SQLException {
        reusable = false;
        target().setLargeMaxRows(most);
    }

    @Override
    public void setMaxFieldSize(int most) throws SQLException {
        reusable = false;
        target().setMaxFieldSize(most);
    }

    @Override
    public void setFetchSize(int most) throws SQLException {
        reusable = false;
        target().setFetchSize(most);
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        reusable = false;
        target().setFetchDirection(direction);
    }

    @Override
    public void setEscapeProcessing(boolean on) throws SQLException {
        reusable = false;
        target().setEscapeProcessing(on);
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        reusable = false;
        target().setCursorName(name);
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        reusable = false;
        target().closeOnCompletion();
    }
}
