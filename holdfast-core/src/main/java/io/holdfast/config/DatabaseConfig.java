package io.holdfast.config;

import java.time.Duration;

/**
 * One declared database.
 *
 * @param name what it is declared under
 * @param endpoint where it is, and who asks
 * @param required whether start-up fails without it
 * @param await how long start-up waits for it
 * @param pool its connections
 */
public record DatabaseConfig(String name, Endpoint endpoint, boolean required, Duration await, PoolConfig pool) {
    /** How long start-up waits for a database of which nothing else is said. */
    public static final Duration DEFAULT_AWAIT = Duration.ofSeconds(60);

    /** A required database with the usual settings. */
    public static DatabaseConfig of(String name, String url) {
        return new DatabaseConfig(name, Endpoint.at(name, url), true, DEFAULT_AWAIT, PoolConfig.DEFAULTS);
    }
}
