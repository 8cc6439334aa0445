package io.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * One declared database.
 *
 * @param name the name it was declared under
 * @param url where it is
 * @param credentials who asks; empty where the engine needs none
 * @param required whether start-up fails without it
 * @param await how long start-up waits for it
 * @param pool the connections kept for it
 * @param timeouts how long work with it may take
 */
public record DatabaseConfig(
        String name,
        DatabaseUrl url,
        Optional<Endpoint.Credentials> credentials,
        boolean required,
        Duration await,
        PoolConfig pool,
        TimeoutsConfig timeouts) {

    /** Where and as whom to connect. */
    public Endpoint endpoint() {
        return new Endpoint(name, url, credentials);
    }
}
