package io.holdfast.pool.lending;

import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import io.holdfast.pool.Lease;
import io.holdfast.pool.Purpose;
import io.holdfast.resilience.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A pool's connection in the hands of a caller; closing it gives it back, rolled back and reset. HikariCP trips over a
 * null of its own when the pool was shut down before the connection came back.
 *
 * @param connection as HikariCP lends it
 * @param inside what it is made of
 */
record Borrowed(Connection connection, PhysicalConnection inside) implements Lease {
    private static final Log log = Log.of(Borrowed.class);

    @Override
    public boolean isAutoCommit() {
        return inside.isAutoCommit();
    }

    @Override
    public void cancel() throws Exception {
        inside.session().cancel();
    }

    @Override
    public void within(Deadline deadline) {
        inside.within(deadline);
    }

    @Override
    public void usedFor(Purpose purpose) {
        inside.usedFor(purpose);
    }

    @Override
    public long steps() {
        return inside.activity().steps();
    }

    @Override
    public void cut() {
        try {
            inside.abort(Runnable::run);
        } catch (SQLException failure) {
            log.debug("a connection cannot be cut", MaskedCause.of(failure));
        }
    }

    @Override
    public void takeOver() {
        inside.takeOver();
    }

    @Override
    public void discard() {
        inside.breakDown();
    }

    @Override
    public boolean ping(Duration timeout) {
        try {
            return connection.isValid((int) Math.max(1, timeout.toSeconds()));
        } catch (SQLException failure) {
            log.debug("a ping failed", MaskedCause.of(failure));
            return false;
        }
    }

    @Override
    public void close() {
        try {
            if (!connection.isClosed()) {
                rollBack();
                inside.giveBack();
                connection.close();
            }
        } catch (SQLException | NullPointerException failure) {
            log.debug("a connection was given back to a pool that has ended", MaskedCause.of(failure));
        }
    }

    /**
     * Rolls back what is open. HikariCP does so as well, but only where it has seen a statement; and where that fails, it
     * lends the connection again as it is, and nobody learns that it came back. One that cannot be rolled back is closed:
     * what is still open on it ends with it.
     */
    private void rollBack() {
        if (isAutoCommit() || inside.isBroken()) {
            return;
        }
        try {
            connection.rollback();
        } catch (SQLException failure) {
            log.warn("a connection broke while it was given back; it is closed", MaskedCause.of(failure));
            inside.breakDown();
            inside.close();
        }
    }
}
