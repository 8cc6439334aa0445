package io.holdfast.pool;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens at the connections to one server, and tells the times to whoever measures. Without anybody who does,
 * a call pays for one look at a field.
 */
final class Tally {
    private final ServerName server;
    private final LongAdder created = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder leaked = new LongAdder();
    private volatile @Nullable PoolListener listener;

    Tally(ServerName server) {
        this.server = server;
    }

    void listen(PoolListener measuring) {
        listener = measuring;
    }

    /** Whether somebody wants to know times. */
    boolean isMeasured() {
        return listener != null;
    }

    void acquired(long nanos) {
        PoolListener measuring = listener;
        if (measuring != null) {
            measuring.acquired(server, nanos);
        }
    }

    void used(long nanos) {
        PoolListener measuring = listener;
        if (measuring != null) {
            measuring.used(server, nanos);
        }
    }

    void created(long nanos) {
        created.increment();
        PoolListener measuring = listener;
        if (measuring != null) {
            measuring.created(server, nanos);
        }
    }

    void failed() {
        failed.increment();
    }

    void timedOut() {
        timedOut.increment();
    }

    void turnedAway() {
        turnedAway.increment();
    }

    void leaked(int connections) {
        leaked.add(connections);
    }

    PoolCounts counts() {
        return new PoolCounts(created.sum(), failed.sum(), timedOut.sum(), turnedAway.sum(), leaked.sum());
    }
}
