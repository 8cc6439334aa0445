package io.holdfast.pool.lending;

import io.holdfast.pool.PoolCounts;
import io.holdfast.pool.PoolListener;
import io.holdfast.pool.ServerName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens at the connections to one server, and tells the times to whoever measures. Without anybody who does,
 * a call pays for one look at a field.
 */
public final class Tally {
    private final ServerName server;
    private final LongAdder created = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final LongAdder leaked = new LongAdder();
    private final List<PoolListener> listeners = new CopyOnWriteArrayList<>();

    public Tally(ServerName server) {
        this.server = server;
    }

    public void listen(PoolListener listener) {
        listeners.add(listener);
    }

    public void forget(PoolListener listener) {
        listeners.remove(listener);
    }

    /** Whether somebody wants to know times. */
    boolean isMeasured() {
        return !listeners.isEmpty();
    }

    void acquired(long nanos) {
        for (PoolListener listener : listeners) {
            listener.acquired(server, nanos);
        }
    }

    void used(long nanos) {
        for (PoolListener listener : listeners) {
            listener.used(server, nanos);
        }
    }

    void created(long nanos) {
        created.increment();
        for (PoolListener listener : listeners) {
            listener.created(server, nanos);
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

    public PoolCounts counts() {
        return new PoolCounts(created.sum(), failed.sum(), timedOut.sum(), turnedAway.sum(), leaked.sum());
    }
}
