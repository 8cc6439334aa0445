package io.holdfast.config;

import java.time.Duration;

/**
 * How much the queue of deferred writes takes, and how long it tries.
 *
 * @param maxEntries the most entries in it at once
 * @param maxBytes the most bytes that they have together
 * @param maxAge the age at which an entry is set aside
 * @param attempts how often an entry is tried that fails for a reason of its own
 */
public record QueueConfig(int maxEntries, long maxBytes, Duration maxAge, int attempts) {
    /** What holds where nothing is said. */
    public static final QueueConfig USUAL = new QueueConfig(100_000, 64L << 20, Duration.ofDays(7), 5);
}
