package io.holdfast.transaction;

import io.holdfast.pool.Purpose;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Knows how long the work of transactions takes. Those who share a commit wait for each other, so only work that was short
 * until now may join; work that nobody has seen yet joins nobody.
 *
 * <p>Safe for use by many threads; where two measure at once, one of the two measures may be lost.
 */
final class Pace {
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(5);

    /** A name that is made of data would fill the memory. */
    private static final int MOST = 1_000;

    private final Map<Purpose, Long> longest = new ConcurrentHashMap<>();

    boolean isShort(Purpose purpose) {
        Long known = longest.get(purpose);
        return known != null && known < SHORT;
    }

    /** It took {@code nanos}. One long run is forgotten slowly. */
    void took(Purpose purpose, long nanos) {
        Long before = longest.get(purpose);
        if (before == null && longest.size() >= MOST) {
            longest.clear();
        }
        long faded = before == null ? 0 : before - before / 8;
        if (before == null || nanos > faded || before >= SHORT) {
            longest.put(purpose, Math.max(nanos, faded));
        }
    }
}
