package io.holdfast.app.check;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server that is asked.
 *
 * @param name what it is called in the report
 * @param endpoint where it is
 * @param primary the server that it should be a copy of, if it is a standby
 */
public record Subject(String name, Endpoint endpoint, Optional<Endpoint> primary) {

    /** A database that nobody declared. */
    public static Subject alone(Endpoint endpoint) {
        return new Subject(endpoint.database(), endpoint, Optional.empty());
    }

    /**
     * The servers of {@code database}.
     *
     * @throws io.holdfast.error.HoldfastException if the credentials cannot be had
     */
    public static Stream<Subject> of(DatabaseConfig database) {
        Subject primary = alone(database.endpoint());
        Optional<Subject> standby = database.standby()
                .map(declared -> new Subject(
                        database.name() + ", standby",
                        new Endpoint(
                                database.name(),
                                declared.url(),
                                database.standbyCredentials().current(),
                                database.tls()),
                        Optional.of(primary.endpoint())));
        return Stream.concat(Stream.of(primary), standby.stream());
    }
}
