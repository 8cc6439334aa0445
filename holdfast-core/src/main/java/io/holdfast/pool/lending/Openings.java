package io.holdfast.pool.lending;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.resilience.Backoff;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Opens a pool's connections. It does not return before there is one, or the pool ends: HikariCP would otherwise pause
 * for up to five seconds before it asks again, and nothing wakes it.
 */
final class Openings {
    private static final Backoff USUAL = new Backoff(Duration.ofMillis(25), Duration.ofMillis(500));

    /** When the server answers and refuses: asking often makes it no better. */
    private static final Backoff REFUSED = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(2));

    private final PoolHost host;
    private final Pool pool;
    private final AtomicReference<PoolHost.@Nullable Opened> first;
    private volatile @Nullable HoldfastException lastFailure;
    private volatile boolean stopped;

    /** HikariCP's own thread, which has nothing else to do when its pool ends. */
    private volatile @Nullable Thread opener;

    /** Opens connections of {@code pool}; the first one is there already. */
    Openings(PoolHost host, Pool pool, PoolHost.Opened first) {
        this.host = host;
        this.pool = pool;
        this.first = new AtomicReference<>(first);
    }

    /** The next one. */
    Connection next() throws SQLException {
        for (int failures = 1; !stopped; failures++) {
            long start = host.time().ticker().nanos();
            try {
                PhysicalConnection connection = open();
                lastFailure = null;
                host.tally().created(host.time().ticker().nanos() - start);
                return connection;
            } catch (Exception failure) {
                HoldfastException sorted = sorted(failure);
                lastFailure = sorted;
                host.tally().failed();
                host.failed(sorted.failure());
                pause(failures, sorted);
            }
        }
        throw new SQLException("the pool of %s has ended".formatted(host.label()), "08003");
    }

    private PhysicalConnection open() throws Exception {
        PoolHost.Opened ready = first.getAndSet(null);
        PoolHost.Opened opened =
                ready == null ? host.open(host.config().timeouts().connect()) : ready;
        PhysicalConnection connection = pool.admit(opened);
        try {
            connection.limit(host.engine(), pool.limits());
            return connection;
        } catch (Exception failure) {
            connection.close();
            throw failure;
        }
    }

    private HoldfastException sorted(Exception failure) {
        if (failure instanceof HoldfastException known
                && !known.failure().database().isEmpty()) {
            return known;
        }
        return host.engine()
                .classify(failure, Phase.CONNECT)
                .during("connect", host.config().name())
                .causedBy(failure);
    }

    private void pause(int failures, HoldfastException failure) throws SQLException {
        Backoff backoff = failure.kind() == ErrorKind.CONNECTION ? USUAL : REFUSED;
        opener = Thread.currentThread();
        try {
            if (!stopped) {
                host.time()
                        .pauser()
                        .pause(backoff.delayAfter(failures, host.time().random()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            Failure sorted = failure.failure();
            throw new SQLException(sorted.sentence(), sorted.sqlState(), failure);
        } finally {
            opener = null;
        }
    }

    /** Why the last attempt failed; empty if it succeeded. */
    Optional<HoldfastException> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** Opens no more; what was never taken is closed. */
    void stop() {
        stopped = true;
        Thread pausing = opener;
        if (pausing != null) {
            pausing.interrupt();
        }
        PoolHost.Opened untaken = first.getAndSet(null);
        if (untaken != null) {
            untaken.session().close();
        }
    }
}
