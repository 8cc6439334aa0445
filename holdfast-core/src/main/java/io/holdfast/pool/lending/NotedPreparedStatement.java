package io.holdfast.pool.lending;

import io.holdfast.jdbc.ForwardingPreparedStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A prepared statement of the driver, noted as every {@link NotedStatement}: its text, and never its parameters. */
final class NotedPreparedStatement extends NotedStatement implements ForwardingPreparedStatement {
    private final PreparedStatement target;
    private final String sql;

    NotedPreparedStatement(String sql, PreparedStatement target, NotedConnection connection) {
        super(target, connection);
        this.target = target;
        this.sql = sql;
    }

    @Override
    public PreparedStatement target() {
        return target;
    }

    @Override
    String batch() {
        return sql;
    }

    @Override
    public boolean execute() throws SQLException {
        return noted(sql, target::execute);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return noted(sql, target::executeLargeUpdate);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return noted(sql, target::executeQuery);
    }

    @Override
    public int executeUpdate() throws SQLException {
        return noted(sql, target::executeUpdate);
    }
}
