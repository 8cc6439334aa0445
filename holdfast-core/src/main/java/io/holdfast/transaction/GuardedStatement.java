package io.holdfast.transaction;

import io.holdfast.jdbc.ForwardingStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement of a transaction: good while the work runs. It can always be closed. */
class GuardedStatement implements ForwardingStatement {
    private final Statement lent;
    private final GuardedConnection connection;

    GuardedStatement(Statement lent, GuardedConnection connection) {
        this.lent = lent;
        this.connection = connection;
    }

    @Override
    public Statement target() throws SQLException {
        checkUsable();
        return lent;
    }

    /** Returns if the transaction goes on. */
    final void checkUsable() throws SQLException {
        connection.state().check("statement");
    }

    /** The transaction's own, so that it is no way around the transaction's end. */
    @Override
    public final Connection getConnection() {
        return connection;
    }

    @Override
    public final void close() throws SQLException {
        lent.close();
    }

    @Override
    public final boolean isClosed() throws SQLException {
        return lent.isClosed();
    }

    @Override
    public final String toString() {
        return lent.toString();
    }
}
