package io.holdfast.pool.lending;

import com.zaxxer.hikari.pool.HikariPool;
import io.holdfast.config.PoolConfig;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has a pool become what it should be after its settings were changed. HikariCP closes nothing because there may be fewer
 * connections than before, does not change the life of those that are there, and only looks every 30 seconds whether there
 * are enough.
 */
final class Tidying {
    private final HikariPool hikari;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean tooFew;
    private volatile boolean outdated;

    Tidying(HikariPool hikari) {
        this.hikari = hikari;
    }

    /** The settings were changed. */
    void changed(PoolConfig before, PoolConfig now) {
        tooFew |= now.minIdle() > before.minIdle();
        outdated |= !now.maxLifetime().equals(before.maxLifetime());
    }

    /** Does what can be done now; what is lent waits for the next time. Nobody else does this meanwhile. */
    void tidy(PoolConfig config) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (outdated) {
                outdated = false;
                hikari.softEvictConnections(); // the end of each was set when it was opened
            }
            boolean dropped = true;
            while (dropped && hikari.getTotalConnections() > config.size()) {
                dropped = dropIdle();
            }
            if (tooFew) {
                tooFew = false;
                dropIdle(); // HikariCP fills the pool when it has closed one
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whoever comes for a connection finds another one: there are more of them than callers. */
    private boolean dropIdle() {
        if (hikari.getIdleConnections() == 0) {
            return false;
        }
        try {
            hikari.evictConnection(hikari.getConnection(1));
            return true;
        } catch (SQLException takenMeanwhile) {
            return false;
        }
    }
}
