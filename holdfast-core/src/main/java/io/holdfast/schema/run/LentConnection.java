package io.holdfast.schema.run;

import io.holdfast.jdbc.ForwardingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/** The connection as a migration in Java gets it: its transaction belongs to the runner. */
final class LentConnection implements ForwardingConnection {
    private final Connection lender;

    LentConnection(Connection lender) {
        this.lender = lender;
    }

    @Override
    public Connection target() {
        return lender;
    }

    private static SQLException refused(String what) {
        return new SQLException(
                "%s is not for a migration: it is one transaction with its line of history".formatted(what), "25001");
    }

    @Override
    public void commit() throws SQLException {
        throw refused("commit");
    }

    @Override
    public void rollback() throws SQLException {
        throw refused("rollback");
    }

    @Override
    public void setAutoCommit(boolean on) throws SQLException {
        throw refused("setAutoCommit");
    }

    @Override
    public void close() throws SQLException {
        throw refused("close");
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        throw refused("abort");
    }
}
