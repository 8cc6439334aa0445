package io.holdfast.pool.lending;

import io.holdfast.jdbc.ForwardingStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement of the driver whose beginning and end are noted at its connection, with its text. */
class NotedStatement implements ForwardingStatement {
    private final Statement target;
    private final NotedConnection connection;
    private String batch = "";

    NotedStatement(Statement target, NotedConnection connection) {
        this.target = target;
        this.connection = connection;
    }

    @Override
    public Statement target() {
        return target;
    }

    /** Does something of this statement. */
    final <T> T noted(String sql, NotedConnection.Doing<T> doing) throws SQLException {
        return connection.noted(sql, target, doing);
    }

    /** Of a batch of several statements the last one stands for all. */
    @Override
    public final void addBatch(String sql) throws SQLException {
        batch = sql;
        target.addBatch(sql);
    }

    /** What a batch does. */
    String batch() {
        return batch;
    }

    @Override
    public final boolean execute(String sql) throws SQLException {
        return noted(sql, () -> target.execute(sql));
    }

    @Override
    public final boolean execute(String sql, int[] columns) throws SQLException {
        return noted(sql, () -> target.execute(sql, columns));
    }

    @Override
    public final boolean execute(String sql, String[] columns) throws SQLException {
        return noted(sql, () -> target.execute(sql, columns));
    }

    @Override
    public final boolean execute(String sql, int generatedKeys) throws SQLException {
        return noted(sql, () -> target.execute(sql, generatedKeys));
    }

    @Override
    public final int[] executeBatch() throws SQLException {
        return noted(batch(), target::executeBatch);
    }

    @Override
    public final long[] executeLargeBatch() throws SQLException {
        return noted(batch(), target::executeLargeBatch);
    }

    @Override
    public final long executeLargeUpdate(String sql) throws SQLException {
        return noted(sql, () -> target.executeLargeUpdate(sql));
    }

    @Override
    public final long executeLargeUpdate(String sql, int[] columns) throws SQLException {
        return noted(sql, () -> target.executeLargeUpdate(sql, columns));
    }

    @Override
    public final long executeLargeUpdate(String sql, String[] columns) throws SQLException {
        return noted(sql, () -> target.executeLargeUpdate(sql, columns));
    }

    @Override
    public final long executeLargeUpdate(String sql, int generatedKeys) throws SQLException {
        return noted(sql, () -> target.executeLargeUpdate(sql, generatedKeys));
    }

    @Override
    public final ResultSet executeQuery(String sql) throws SQLException {
        return noted(sql, () -> target.executeQuery(sql));
    }

    @Override
    public final int executeUpdate(String sql) throws SQLException {
        return noted(sql, () -> target.executeUpdate(sql));
    }

    @Override
    public final int executeUpdate(String sql, int[] columns) throws SQLException {
        return noted(sql, () -> target.executeUpdate(sql, columns));
    }

    @Override
    public final int executeUpdate(String sql, String[] columns) throws SQLException {
        return noted(sql, () -> target.executeUpdate(sql, columns));
    }

    @Override
    public final int executeUpdate(String sql, int generatedKeys) throws SQLException {
        return noted(sql, () -> target.executeUpdate(sql, generatedKeys));
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(target) || target.isWrapperFor(type);
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(target) ? type.cast(target) : target.unwrap(type);
    }

    @Override
    public final String toString() {
        return target.toString();
    }
}
