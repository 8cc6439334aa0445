package io.holdfast.sqlite.jdbc;

import io.holdfast.jdbc.ForwardingStatement;
import io.holdfast.sqlite.sql.StatementKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement whose every run belongs to a transaction of its connection. */
final class ManagedStatement implements ForwardingStatement {
    private final Statement driver;
    private final ManagedConnection connection;
    private final TimeLimit limit;
    private final LastKey lastKey;
    private final ReturnedRows returned;
    private StatementKind batch = StatementKind.READS;

    ManagedStatement(Statement driver, ManagedConnection connection) {
        this.driver = driver;
        this.connection = connection;
        this.limit = new TimeLimit(connection);
        this.lastKey = new LastKey(connection.target());
        this.returned = new ReturnedRows(connection);
    }

    @Override
    public Statement target() {
        return driver;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    private <T> T run(String sql, OwnTransaction.Execution<T> execution) throws SQLException {
        return run(sql, Statement.NO_GENERATED_KEYS, execution);
    }

    private <T> T run(String sql, int generatedKeys, OwnTransaction.Execution<T> execution) throws SQLException {
        return run(StatementKind.of(sql), sql, generatedKeys, execution);
    }

    private <T> T run(StatementKind kind, String sql, int generatedKeys, OwnTransaction.Execution<T> execution)
            throws SQLException {
        returned.close();
        return limit.run(kind, () -> {
            T result = execution.run();
            lastKey.ran(sql, generatedKeys == Statement.RETURN_GENERATED_KEYS);
            return result;
        });
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        return execute(sql, Statement.NO_GENERATED_KEYS);
    }

    @Override
    public boolean execute(String sql, int generatedKeys) throws SQLException {
        StatementKind kind = StatementKind.of(sql);
        return run(kind, sql, generatedKeys, () -> executed(sql, kind));
    }

    @Override
    public boolean execute(String sql, int[] columns) throws SQLException {
        return execute(sql, Statement.RETURN_GENERATED_KEYS);
    }

    @Override
    public boolean execute(String sql, String[] columns) throws SQLException {
        return execute(sql, Statement.RETURN_GENERATED_KEYS);
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        StatementKind kind = StatementKind.of(sql);
        return run(kind, sql, Statement.NO_GENERATED_KEYS, () -> queried(sql, kind));
    }

    private boolean executed(String sql, StatementKind kind) throws SQLException {
        boolean hasRows = driver.execute(sql);
        if (hasRows && kind == StatementKind.RETURNS) {
            returned.of(driver.getResultSet());
        }
        return hasRows;
    }

    private ResultSet queried(String sql, StatementKind kind) throws SQLException {
        ResultSet rows = driver.executeQuery(sql);
        return kind == StatementKind.RETURNS ? returned.of(rows) : rows;
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        ResultSet copy = returned.copy();
        return copy == null ? driver.getResultSet() : copy;
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return run(sql, () -> driver.executeUpdate(sql));
    }

    @Override
    public int executeUpdate(String sql, int generatedKeys) throws SQLException {
        return run(sql, generatedKeys, () -> driver.executeUpdate(sql));
    }

    @Override
    public int executeUpdate(String sql, int[] columns) throws SQLException {
        return executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
    }

    @Override
    public int executeUpdate(String sql, String[] columns) throws SQLException {
        return executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return run(sql, () -> driver.executeLargeUpdate(sql));
    }

    @Override
    public long executeLargeUpdate(String sql, int generatedKeys) throws SQLException {
        return run(sql, generatedKeys, () -> driver.executeLargeUpdate(sql));
    }

    @Override
    public long executeLargeUpdate(String sql, int[] columns) throws SQLException {
        return executeLargeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
    }

    @Override
    public long executeLargeUpdate(String sql, String[] columns) throws SQLException {
        return executeLargeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        return lastKey.keys();
    }

    @Override
    public void close() throws SQLException {
        lastKey.close();
        returned.close();
        driver.close();
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        StatementKind kind = StatementKind.of(sql);
        batch = kind.compareTo(batch) > 0 ? kind : batch;
        driver.addBatch(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        batch = StatementKind.READS;
        driver.clearBatch();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        try {
            return limit.run(batch, driver::executeBatch);
        } finally {
            batch = StatementKind.READS;
        }
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        try {
            return limit.run(batch, driver::executeLargeBatch);
        } finally {
            batch = StatementKind.READS;
        }
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        limit.set(seconds);
    }

    @Override
    public int getQueryTimeout() {
        return limit.seconds();
    }

    /** The driver's own would not end a wait for a lock. */
    @Override
    public void cancel() throws SQLException {
        connection.cancel();
    }
}
