package io.holdfast.event;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Ids that sort by the time they were made (UUID version 7, RFC 9562): 48 bits of milliseconds, then a counter of 12
 * bits, then 62 random bits. Each id is higher than the one before, also within a millisecond and when the clock is set
 * back. Safe for use by many threads.
 */
public final class TimeOrderedIds {
    private static final int COUNTER_LIMIT = 1 << 12;
    private static final long VERSION = 7L << 12;
    private static final long VARIANT = 2L << 62;

    private final InstantSource clock;
    private final RandomGenerator random;
    private long millis;
    private int counter;

    /** Ids of the time that {@code clock} tells. */
    public TimeOrderedIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** The next one. */
    public synchronized UUID next() {
        long now = clock.millis();
        if (now > millis) {
            millis = now;
            counter = 0;
        } else if (++counter == COUNTER_LIMIT) {
            millis++;
            counter = 0;
        }
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(millis << 16 | VERSION | counter, low);
    }
}
