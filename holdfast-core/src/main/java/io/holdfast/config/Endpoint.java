package io.holdfast.config;

import io.holdfast.error.Masking;
import java.util.Optional;

/**
 * One server or file that a database can be opened at, with the credentials split out of its address.
 *
 * @param database the name the database was declared under
 * @param url where it is, without credentials
 * @param credentials who asks; empty where the engine needs none
 * @param tls how the connection is encrypted
 */
public record Endpoint(String database, DatabaseUrl url, Optional<Credentials> credentials, TlsConfig tls) {

    /**
     * A user and the password that proves it.
     *
     * @param user the user's name; may be empty for the engine's default
     * @param password empty where the server asks for none
     */
    public record Credentials(String user, Secret password) {
        /** Without the user either: it may have come out of a file of secrets. */
        @Override
        public String toString() {
            return "Credentials[%s]".formatted(Masking.MASK);
        }
    }

    /** An endpoint for which nothing is said about encryption. */
    public Endpoint(String database, DatabaseUrl url, Optional<Credentials> credentials) {
        this(database, url, credentials, TlsConfig.UNSAID);
    }

    /** The endpoint at {@code url} (any spelling that {@link DatabaseUrl} understands), credentials taken out of it. */
    public static Endpoint at(String database, String url) {
        return DatabaseUrl.parse(url).endpoint(database);
    }

    /** A copy for another user. */
    public Endpoint as(Credentials other) {
        return new Endpoint(database, url, Optional.of(other), tls);
    }
}
