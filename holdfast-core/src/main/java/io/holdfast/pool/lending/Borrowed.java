package io.holdfast.pool.lending;

import io.holdfast.error.MaskedCause;
import io.holdfast.pool.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool's connection in the hands of a caller; closing it gives it back, rolled back and reset.
 *
 * @param connection as HikariCP lends it
 * @param inside what it is made of
 */
record Borrowed(Connection connection, PhysicalConnection inside) implements Lease {
    private static final Logger log = LoggerFactory.getLogger(Borrowed.class);

    @Override
    public boolean isAutoCommit() {
        return inside.isAutoCommit();
    }

    @Override
    public void cancel() throws Exception {
        inside.session().cancel();
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

    /** HikariCP trips over a null of its own when the pool was shut down before the connection came back. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException | NullPointerException failure) {
            if (inside.isBroken()) {
                log.debug("a broken connection was given back", MaskedCause.of(failure));
            } else {
                log.warn("a connection broke while it was given back; the pool drops it", MaskedCause.of(failure));
            }
        }
    }
}
