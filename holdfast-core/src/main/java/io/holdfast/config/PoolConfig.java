package io.holdfast.config;

import java.time.Duration;

/**
 * How many connections a pool keeps, and how long a caller waits for one.
 *
 * @param size most connections open at once
 * @param minIdle connections kept open while nobody needs them
 * @param acquireTimeout longest wait for a free connection
 * @param maxLifetime age at which a connection is replaced
 */
public record PoolConfig(int size, int minIdle, Duration acquireTimeout, Duration maxLifetime) {
    /** Suits one instance of a service in front of one database. */
    public static final PoolConfig DEFAULTS = new PoolConfig(10, 2, Duration.ofSeconds(2), Duration.ofMinutes(15));
}
