package io.holdfast.config;

import java.time.Duration;

/**
 * The connections kept for one server of a database.
 *
 * @param size the most that are open at once
 * @param minIdle how many are kept open while nobody uses them
 * @param acquireTimeout how long a caller waits for a free one
 * @param maxLifetime the age at which one is replaced
 * @param maxWaiting how many callers may wait at once
 * @param leakThreshold how long one may be away before it counts as leaked
 * @param initSql what every new one begins with; empty for nothing
 */
public record PoolConfig(
        int size,
        int minIdle,
        Duration acquireTimeout,
        Duration maxLifetime,
        int maxWaiting,
        Duration leakThreshold,
        String initSql) {}
