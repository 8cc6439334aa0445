package io.holdfast.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** A statement that leaves everything to another one; what is to be different is overridden. Nothing but plumbing. */
public interface ForwardingStatement extends Statement {

    /**
     * The statement that does the work.
     *
     * @throws SQLException if none may be done any more
     */
    Statement target() throws SQLException;

    @Override
    default void addBatch(String sql) throws SQLException {
        target().addBatch(sql);
    }

    @Override
    default void cancel() throws SQLException {
        target().cancel();
    }

    @Override
    default void clearBatch() throws SQLException {
        target().clearBatch();
    }

    @Override
    default void clearWarnings() throws SQLException {
        target().clearWarnings();
    }

    @Override
    default void close() throws SQLException {
        target().close();
    }

    @Override
    default void closeOnCompletion() throws SQLException {
        target().closeOnCompletion();
    }

    @Override
    default String enquoteIdentifier(String text, boolean always) throws SQLException {
        return target().enquoteIdentifier(text, always);
    }

    @Override
    default String enquoteLiteral(String text) throws SQLException {
        return target().enquoteLiteral(text);
    }

    @Override
    default String enquoteNCharLiteral(String text) throws SQLException {
        return target().enquoteNCharLiteral(text);
    }

    @Override
    default boolean execute(String sql) throws SQLException {
        return target().execute(sql);
    }

    @Override
    default boolean execute(String sql, int[] columns) throws SQLException {
        return target().execute(sql, columns);
    }

    @Override
    default boolean execute(String sql, String[] columns) throws SQLException {
        return target().execute(sql, columns);
    }

    @Override
    default boolean execute(String sql, int generatedKeys) throws SQLException {
        return target().execute(sql, generatedKeys);
    }

    @Override
    default int[] executeBatch() throws SQLException {
        return target().executeBatch();
    }

    @Override
    default long[] executeLargeBatch() throws SQLException {
        return target().executeLargeBatch();
    }

    @Override
    default long executeLargeUpdate(String sql) throws SQLException {
        return target().executeLargeUpdate(sql);
    }

    @Override
    default long executeLargeUpdate(String sql, int[] columns) throws SQLException {
        return target().executeLargeUpdate(sql, columns);
    }

    @Override
    default long executeLargeUpdate(String sql, String[] columns) throws SQLException {
        return target().executeLargeUpdate(sql, columns);
    }

    @Override
    default long executeLargeUpdate(String sql, int generatedKeys) throws SQLException {
        return target().executeLargeUpdate(sql, generatedKeys);
    }

    @Override
    default ResultSet executeQuery(String sql) throws SQLException {
        return target().executeQuery(sql);
    }

    @Override
    default int executeUpdate(String sql) throws SQLException {
        return target().executeUpdate(sql);
    }

    @Override
    default int executeUpdate(String sql, int[] columns) throws SQLException {
        return target().executeUpdate(sql, columns);
    }

    @Override
    default int executeUpdate(String sql, String[] columns) throws SQLException {
        return target().executeUpdate(sql, columns);
    }

    @Override
    default int executeUpdate(String sql, int generatedKeys) throws SQLException {
        return target().executeUpdate(sql, generatedKeys);
    }

    @Override
    default Connection getConnection() throws SQLException {
        return target().getConnection();
    }

    @Override
    default int getFetchDirection() throws SQLException {
        return target().getFetchDirection();
    }

    @Override
    default int getFetchSize() throws SQLException {
        return target().getFetchSize();
    }

    @Override
    default ResultSet getGeneratedKeys() throws SQLException {
        return target().getGeneratedKeys();
    }

    @Override
    default long getLargeMaxRows() throws SQLException {
        return target().getLargeMaxRows();
    }

    @Override
    default long getLargeUpdateCount() throws SQLException {
        return target().getLargeUpdateCount();
    }

    @Override
    default int getMaxFieldSize() throws SQLException {
        return target().getMaxFieldSize();
    }

    @Override
    default int getMaxRows() throws SQLException {
        return target().getMaxRows();
    }

    @Override
    default boolean getMoreResults() throws SQLException {
        return target().getMoreResults();
    }

    @Override
    default boolean getMoreResults(int current) throws SQLException {
        return target().getMoreResults(current);
    }

    @Override
    default int getQueryTimeout() throws SQLException {
        return target().getQueryTimeout();
    }

    @Override
    default ResultSet getResultSet() throws SQLException {
        return target().getResultSet();
    }

    @Override
    default int getResultSetConcurrency() throws SQLException {
        return target().getResultSetConcurrency();
    }

    @Override
    default int getResultSetHoldability() throws SQLException {
        return target().getResultSetHoldability();
    }

    @Override
    default int getResultSetType() throws SQLException {
        return target().getResultSetType();
    }

    @Override
    default int getUpdateCount() throws SQLException {
        return target().getUpdateCount();
    }

    @Override
    default SQLWarning getWarnings() throws SQLException {
        return target().getWarnings();
    }

    @Override
    default boolean isCloseOnCompletion() throws SQLException {
        return target().isCloseOnCompletion();
    }

    @Override
    default boolean isClosed() throws SQLException {
        return target().isClosed();
    }

    @Override
    default boolean isPoolable() throws SQLException {
        return target().isPoolable();
    }

    @Override
    default boolean isSimpleIdentifier(String text) throws SQLException {
        return target().isSimpleIdentifier(text);
    }

    @Override
    default boolean isWrapperFor(Class<?> type) throws SQLException {
        return target().isWrapperFor(type);
    }

    @Override
    default void setCursorName(String name) throws SQLException {
        target().setCursorName(name);
    }

    @Override
    default void setEscapeProcessing(boolean on) throws SQLException {
        target().setEscapeProcessing(on);
    }

    @Override
    default void setFetchDirection(int direction) throws SQLException {
        target().setFetchDirection(direction);
    }

    @Override
    default void setFetchSize(int most) throws SQLException {
        target().setFetchSize(most);
    }

    @Override
    default void setLargeMaxRows(long most) throws SQLException {
        target().setLargeMaxRows(most);
    }

    @Override
    default void setMaxFieldSize(int most) throws SQLException {
        target().setMaxFieldSize(most);
    }

    @Override
    default void setMaxRows(int most) throws SQLException {
        target().setMaxRows(most);
    }

    @Override
    default void setPoolable(boolean on) throws SQLException {
        target().setPoolable(on);
    }

    @Override
    default void setQueryTimeout(int seconds) throws SQLException {
        target().setQueryTimeout(seconds);
    }

    @Override
    default <T> T unwrap(Class<T> type) throws SQLException {
        return target().unwrap(type);
    }
}
