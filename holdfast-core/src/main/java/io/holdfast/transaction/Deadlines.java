package io.holdfast.transaction;

import io.holdfast.resilience.Lookout;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Looks at the open transactions of a database every few milliseconds, while there are some. A timer for each would wake a
 * thread with every transaction.
 *
 * <p>Safe for use by many threads.
 */
final class Deadlines {
    private static final Duration EVERY = Duration.ofMillis(20);

    private final Set<Expiry> open = ConcurrentHashMap.newKeySet();
    private final Supplier<Idleness.Rule> idleness;
    private final Lookout lookout;

    /** Those of {@code database}; {@code idleness} says which of its transactions idle, at the moment when they begin. */
    Deadlines(String database, Supplier<Idleness.Rule> idleness, Ticker ticker) {
        this.idleness = idleness;
        this.lookout = new Lookout(
                "holdfast-deadlines-" + database,
                EVERY,
                () -> open.forEach(expiry -> expiry.look(ticker)),
                () -> !open.isEmpty());
    }

    Idleness.Rule idleness() {
        return idleness.get();
    }

    void add(Expiry expiry) {
        open.add(expiry);
        lookout.wake();
    }

    void remove(Expiry expiry) {
        open.remove(expiry);
    }
}
