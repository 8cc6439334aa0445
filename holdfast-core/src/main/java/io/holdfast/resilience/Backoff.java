package io.holdfast.resilience;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after each failure: a random time below a ceiling that doubles with every failure, up to a cap
 * ("full jitter": many clients that failed together come back spread out).
 *
 * @param first the ceiling after the first failure
 * @param cap the highest ceiling
 */
public record Backoff(Duration first, Duration cap) {
    /** Suits a server that is starting: tried often at first, every few seconds later. */
    public static final Backoff DEFAULTS = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    /** Refuses times that make no sense. */
    public Backoff {
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException("the first ceiling must be above zero and at most the cap");
        }
    }

    /** The longest wait after {@code failures} failures in a row, counted from 1. */
    public Duration ceilingAfter(int failures) {
        long ceiling = first.toNanos();
        for (int doubled = 1; doubled < failures && ceiling < cap.toNanos(); doubled++) {
            ceiling = ceiling > cap.toNanos() / 2 ? cap.toNanos() : ceiling * 2;
        }
        return Duration.ofNanos(ceiling);
    }

    /** The wait after {@code failures} failures in a row, counted from 1. */
    public Duration delayAfter(int failures, RandomGenerator random) {
        return Duration.ofNanos(random.nextLong(ceilingAfter(failures).toNanos() + 1));
    }

    /**
     * A wait of at least four fifths of the ceiling: for one who asks for many and should not ask too often, nor at the
     * same time as the others of its kind.
     */
    public Duration steadyAfter(int failures, RandomGenerator random) {
        long ceiling = ceilingAfter(failures).toNanos();
        return Duration.ofNanos(ceiling - random.nextLong(ceiling / 5 + 1));
    }
}
