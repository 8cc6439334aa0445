package io.holdfast.jdbc;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/** A connection that leaves everything to another one; what is to be different is overridden. Nothing but plumbing. */
public interface ForwardingConnection extends Connection {

    /**
     * The connection that does the work.
     *
     * @throws SQLException if none may be done any more
     */
    Connection target() throws SQLException;

    @Override
    default void abort(Executor executor) throws SQLException {
        target().abort(executor);
    }

    @Override
    default void beginRequest() throws SQLException {
        target().beginRequest();
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
    default void commit() throws SQLException {
        target().commit();
    }

    @Override
    default Array createArrayOf(String type, Object[] elements) throws SQLException {
        return target().createArrayOf(type, elements);
    }

    @Override
    default Blob createBlob() throws SQLException {
        return target().createBlob();
    }

    @Override
    default Clob createClob() throws SQLException {
        return target().createClob();
    }

    @Override
    default NClob createNClob() throws SQLException {
        return target().createNClob();
    }

    @Override
    default SQLXML createSQLXML() throws SQLException {
        return target().createSQLXML();
    }

    @Override
    default Statement createStatement() throws SQLException {
        return target().createStatement();
    }

    @Override
    default Statement createStatement(int type, int concurrency) throws SQLException {
        return target().createStatement(type, concurrency);
    }

    @Override
    default Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return target().createStatement(type, concurrency, holdability);
    }

    @Override
    default Struct createStruct(String type, Object[] attributes) throws SQLException {
        return target().createStruct(type, attributes);
    }

    @Override
    default void endRequest() throws SQLException {
        target().endRequest();
    }

    @Override
    default boolean getAutoCommit() throws SQLException {
        return target().getAutoCommit();
    }

    @Override
    default String getCatalog() throws SQLException {
        return target().getCatalog();
    }

    @Override
    default Properties getClientInfo() throws SQLException {
        return target().getClientInfo();
    }

    @Override
    default String getClientInfo(String name) throws SQLException {
        return target().getClientInfo(name);
    }

    @Override
    default int getHoldability() throws SQLException {
        return target().getHoldability();
    }

    @Override
    default DatabaseMetaData getMetaData() throws SQLException {
        return target().getMetaData();
    }

    @Override
    default int getNetworkTimeout() throws SQLException {
        return target().getNetworkTimeout();
    }

    @Override
    default String getSchema() throws SQLException {
        return target().getSchema();
    }

    @Override
    default int getTransactionIsolation() throws SQLException {
        return target().getTransactionIsolation();
    }

    @Override
    default Map<String, Class<?>> getTypeMap() throws SQLException {
        return target().getTypeMap();
    }

    @Override
    default SQLWarning getWarnings() throws SQLException {
        return target().getWarnings();
    }

    @Override
    default boolean isClosed() throws SQLException {
        return target().isClosed();
    }

    @Override
    default boolean isReadOnly() throws SQLException {
        return target().isReadOnly();
    }

    @Override
    default boolean isValid(int seconds) throws SQLException {
        return target().isValid(seconds);
    }

    @Override
    default boolean isWrapperFor(Class<?> type) throws SQLException {
        return target().isWrapperFor(type);
    }

    @Override
    default String nativeSQL(String sql) throws SQLException {
        return target().nativeSQL(sql);
    }

    @Override
    default CallableStatement prepareCall(String sql) throws SQLException {
        return target().prepareCall(sql);
    }

    @Override
    default CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return target().prepareCall(sql, type, concurrency);
    }

    @Override
    default CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return target().prepareCall(sql, type, concurrency, holdability);
    }

    @Override
    default PreparedStatement prepareStatement(String sql) throws SQLException {
        return target().prepareStatement(sql);
    }

    @Override
    default PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return target().prepareStatement(sql, generatedKeys);
    }

    @Override
    default PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return target().prepareStatement(sql, columns);
    }

    @Override
    default PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return target().prepareStatement(sql, columns);
    }

    @Override
    default PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return target().prepareStatement(sql, type, concurrency);
    }

    @Override
    default PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return target().prepareStatement(sql, type, concurrency, holdability);
    }

    @Override
    default void releaseSavepoint(Savepoint savepoint) throws SQLException {
        target().releaseSavepoint(savepoint);
    }

    @Override
    default void rollback() throws SQLException {
        target().rollback();
    }

    @Override
    default void rollback(Savepoint savepoint) throws SQLException {
        target().rollback(savepoint);
    }

    @Override
    default void setAutoCommit(boolean on) throws SQLException {
        target().setAutoCommit(on);
    }

    @Override
    default void setCatalog(String catalog) throws SQLException {
        target().setCatalog(catalog);
    }

    @Override
    default void setClientInfo(Properties properties) throws SQLClientInfoException {
        targetForInfo().setClientInfo(properties);
    }

    @Override
    default void setClientInfo(String name, String value) throws SQLClientInfoException {
        targetForInfo().setClientInfo(name, value);
    }

    /** The same, for the two methods that may fail in one way only. */
    private Connection targetForInfo() throws SQLClientInfoException {
        try {
            return target();
        } catch (SQLException none) {
            throw new SQLClientInfoException(none.getMessage(), none.getSQLState(), Map.of(), none);
        }
    }

    @Override
    default void setHoldability(int holdability) throws SQLException {
        target().setHoldability(holdability);
    }

    @Override
    default void setNetworkTimeout(Executor executor, int millis) throws SQLException {
        target().setNetworkTimeout(executor, millis);
    }

    @Override
    default void setReadOnly(boolean on) throws SQLException {
        target().setReadOnly(on);
    }

    @Override
    default Savepoint setSavepoint() throws SQLException {
        return target().setSavepoint();
    }

    @Override
    default Savepoint setSavepoint(String name) throws SQLException {
        return target().setSavepoint(name);
    }

    @Override
    default void setSchema(String schema) throws SQLException {
        target().setSchema(schema);
    }

    @Override
    default void setShardingKey(ShardingKey key) throws SQLException {
        target().setShardingKey(key);
    }

    @Override
    default void setShardingKey(ShardingKey key, ShardingKey superKey) throws SQLException {
        target().setShardingKey(key, superKey);
    }

    @Override
    default boolean setShardingKeyIfValid(ShardingKey key, int seconds) throws SQLException {
        return target().setShardingKeyIfValid(key, seconds);
    }

    @Override
    default boolean setShardingKeyIfValid(ShardingKey key, ShardingKey superKey, int seconds) throws SQLException {
        return target().setShardingKeyIfValid(key, superKey, seconds);
    }

    @Override
    default void setTransactionIsolation(int level) throws SQLException {
        target().setTransactionIsolation(level);
    }

    @Override
    default void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        target().setTypeMap(map);
    }

    @Override
    default <T> T unwrap(Class<T> type) throws SQLException {
        return target().unwrap(type);
    }
}
