package io.holdfast.resilience;

import io.holdfast.error.HoldfastException;
import java.time.Duration;

/** What a {@link CircuitBreaker} does with callers. */
public sealed interface BreakerState {

    /** How many tries have failed since it opened; 0 while it is closed. */
    int failures();

    /**
     * Everybody passes.
     *
     * @param misses how many misses there were in a row
     */
    record Closed(int misses) implements BreakerState {
        @Override
        public int failures() {
            return 0;
        }
    }

    /**
     * Nobody passes.
     *
     * @param until when the next try is due, in the ticker's nanoseconds
     * @param reason why it opened, or why the last try failed
     */
    record Open(int failures, long until, HoldfastException reason) implements BreakerState {

        /** What is left of the pause before the next try. */
        public Duration remaining(Ticker ticker) {
            return Duration.ofNanos(Math.max(0, until - ticker.nanos()));
        }
    }

    /**
     * One caller tries, everybody else waits outside.
     *
     * @param reason why it opened, or why the try before failed
     */
    record HalfOpen(int failures, HoldfastException reason) implements BreakerState {}
}
