package io.holdfast.pool.lending;

import io.holdfast.jdbc.ForwardingConnection;
import io.holdfast.pool.Lease;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A borrowed connection in the hands of somebody who knows nothing of us. Closing it never fails: those who borrow close
 * in the end, and a failure there would hide the one that they are about to tell. HikariCP's own does fail there, for an
 * open transaction that it cannot roll back, or because the pool has ended.
 *
 * <p>Statements are the driver's behind HikariCP's wrappers, and their {@code getConnection()} gives HikariCP's own
 * connection beneath this one.
 *
 * @param lease what was borrowed
 */
public record PlainConnection(Lease lease) implements ForwardingConnection {

    @Override
    public Connection target() {
        return lease.connection();
    }

    @Override
    public void close() {
        lease.close();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || target().isWrapperFor(type);
    }

    /** Some drivers fail in other ways than they promise when they are asked for what they are not. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (target().isWrapperFor(type)) {
            return target().unwrap(type);
        }
        throw new SQLException("this connection is not a " + type.getName());
    }

    @Override
    public String toString() {
        return target().toString();
    }
}
