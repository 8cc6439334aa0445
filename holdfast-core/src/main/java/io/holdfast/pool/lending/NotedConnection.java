package io.holdfast.pool.lending;

import io.holdfast.jdbc.ForwardingConnection;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection on which everything that is sent through its statements is noted. */
interface NotedConnection extends ForwardingConnection {

    @Override
    Connection target();

    /** What is done on it. */
    Activity activity();

    /**
     * Does something that sends {@code sql}. A query whose rows come while they are read may go on afterwards.
     *
     * @param statement the driver's statement that does it
     */
    <T> T noted(String sql, Statement statement, Doing<T> doing) throws SQLException;

    /**
     * What a statement does.
     *
     * @param <T> what that gives
     */
    @FunctionalInterface
    interface Doing<T> {
        T now() throws SQLException;
    }

    @Override
    default Statement createStatement() throws SQLException {
        return new NotedStatement(target().createStatement(), this);
    }

    @Override
    default Statement createStatement(int type, int concurrency) throws SQLException {
        return new NotedStatement(target().createStatement(type, concurrency), this);
    }

    @Override
    default Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return new NotedStatement(target().createStatement(type, concurrency, holdability), this);
    }

    @Override
    default PreparedStatement prepareStatement(String sql) throws SQLException {
        return new NotedPreparedStatement(sql, target().prepareStatement(sql), this);
    }

    @Override
    default PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return new NotedPreparedStatement(sql, target().prepareStatement(sql, type, concurrency), this);
    }

    @Override
    default PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return new NotedPreparedStatement(sql, target().prepareStatement(sql, type, concurrency, holdability), this);
    }

    @Override
    default PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return new NotedPreparedStatement(sql, target().prepareStatement(sql, generatedKeys), this);
    }

    @Override
    default PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return new NotedPreparedStatement(sql, target().prepareStatement(sql, columns), this);
    }

    @Override
    default PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return new NotedPreparedStatement(sql, target().prepareStatement(sql, columns), this);
    }

    /** Calls are noted when they are prepared, and nobody can tell when they end. */
    @Override
    default CallableStatement prepareCall(String sql) throws SQLException {
        activity().begin(sql);
        return target().prepareCall(sql);
    }

    @Override
    default CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        activity().begin(sql);
        return target().prepareCall(sql, type, concurrency);
    }

    @Override
    default CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        activity().begin(sql);
        return target().prepareCall(sql, type, concurrency, holdability);
    }

    /** What is done with the driver's own abilities cannot be seen. */
    @Override
    default <T> T unwrap(Class<T> type) throws SQLException {
        activity().occupy();
        return target().unwrap(type);
    }
}
