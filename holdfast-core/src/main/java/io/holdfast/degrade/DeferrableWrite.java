package io.holdfast.degrade;

/**
 * A write that may be done later, ready for use.
 *
 * <p>Safe for use by many threads.
 *
 * @param <P> what is written
 */
public final class DeferrableWrite<P> {
    private final Desk desk;
    private final DeferredWrite<P> handler;

    DeferrableWrite(Desk desk, DeferredWrite<P> handler) {
        this.desk = desk;
        this.handler = handler;
    }

    /**
     * Writes {@code payload} now, or puts it in the queue: while its database is away, and while other writes of the same key
     * are queued before it. The receipt says which of the two it was.
     *
     * @param key writes with the same database and key take effect in the order in which they are queued
     * @throws io.holdfast.error.HoldfastException if it was neither done nor queued: nothing of it is left then, unless the
     *     kind is OUTCOME_UNKNOWN. Unchecked exceptions of the handler come through as they are
     */
    public Receipt write(String key, P payload) {
        return desk.submit(handler, key, payload);
    }
}
