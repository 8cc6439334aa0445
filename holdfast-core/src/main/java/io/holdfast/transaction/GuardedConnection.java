package io.holdfast.transaction;

import io.holdfast.jdbc.ForwardingConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A transaction's connection in the hands of its work: good while the work runs, and no way around the transaction's own
 * end.
 *
 * @param lent the connection as it was borrowed
 * @param state whether anything may be done on it
 */
record GuardedConnection(Connection lent, State state) implements ForwardingConnection {

    /** The standard's code for an invalid end of a transaction. */
    private static final String INVALID_END = "2D000";

    /** What is asked before anything is done. */
    @FunctionalInterface
    interface State {
        /**
         * Returns if the transaction goes on.
         *
         * @param what is being used, in one word
         */
        void check(String what) throws SQLException;
    }

    @Override
    public Connection target() throws SQLException {
        state.check("connection");
        return lent;
    }

    @Override
    public Statement createStatement() throws SQLException {
        return new GuardedStatement(target().createStatement(), this);
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return new GuardedStatement(target().createStatement(type, concurrency), this);
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return new GuardedStatement(target().createStatement(type, concurrency, holdability), this);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return guarded(target().prepareStatement(sql));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return guarded(target().prepareStatement(sql, type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return guarded(target().prepareStatement(sql, type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return guarded(target().prepareStatement(sql, generatedKeys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return guarded(target().prepareStatement(sql, columns));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return guarded(target().prepareStatement(sql, columns));
    }

    private PreparedStatement guarded(PreparedStatement statement) {
        return new GuardedPreparedStatement(statement, this);
    }

    /** It belongs to the transaction. */
    @Override
    public void close() {
        // the transaction gives it back when it ends
    }

    @Override
    public boolean isClosed() throws SQLException {
        return lent.isClosed();
    }

    @Override
    public void commit() throws SQLException {
        throw refused("committed", "return from the work");
    }

    @Override
    public void rollback() throws SQLException {
        throw refused("rolled back", "throw an exception, or use nested for a part");
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        if (autoCommit) {
            throw refused("committed", "return from the work");
        }
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        throw refused("isolated", "say so in its options");
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        throw refused("made read-only", "say so in its options");
    }

    private static SQLException refused(String what, String instead) {
        return new SQLException("a transaction is not %s on its connection; %s".formatted(what, instead), INVALID_END);
    }

    @Override
    public String toString() {
        return lent.toString();
    }
}
