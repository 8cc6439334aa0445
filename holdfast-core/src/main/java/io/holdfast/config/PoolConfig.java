package io.holdfast.config;

import java.time.Duration;

/**
 * The connections kept for one database.
 *
 * @param size the most that are open at once
 * @param minIdle how many are kept open while nobody uses them
 * @param acquireTimeout how long a caller waits for a free one
 * @param maxLifetime the age at which one is replaced
 */
public record PoolConfig(int size, int minIdle, Duration acquireTimeout, Duration maxLifetime) {}
