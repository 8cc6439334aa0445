package io.holdfast.config;

import io.holdfast.config.Endpoint.Credentials;
import io.holdfast.error.HoldfastException;
import java.util.Optional;

/**
 * Where user and password come from. It is asked again for every new connection and a few times a second besides, so
 * that a change takes effect by itself: it answers soon, keeps what it fetched for as long as it is valid, and is safe
 * for use by many threads.
 */
@FunctionalInterface
public interface CredentialsSource {

    /**
     * The credentials to connect with now; empty where the engine needs none.
     *
     * @throws HoldfastException if they cannot be had at the moment; the last ones stay in use then
     */
    Optional<Credentials> current();

    /** A source that always gives {@code credentials}. */
    static CredentialsSource fixed(Optional<Credentials> credentials) {
        return () -> credentials;
    }
}
