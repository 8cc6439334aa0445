package io.holdfast.transaction;

import io.holdfast.jdbc.ForwardingPreparedStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A prepared statement of a transaction, guarded like every {@link GuardedStatement}. */
final class GuardedPreparedStatement extends GuardedStatement implements ForwardingPreparedStatement {
    private final PreparedStatement lent;

    GuardedPreparedStatement(PreparedStatement lent, GuardedConnection connection) {
        super(lent, connection);
        this.lent = lent;
    }

    @Override
    public PreparedStatement target() throws SQLException {
        checkUsable();
        return lent;
    }
}
