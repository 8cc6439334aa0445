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
 * @param declared what is declared of it, if it is a declared database and no standby
 */
public record Subject(String name, Endpoint endpoint, Optional<Endpoint> primary, Optional<DatabaseConfig> declared) {

    /** A database that nobody declared. */
    public static Subject alone(Endpoint endpoint) {
        return new Subject(endpoint.database(), endpoint, Optional.empty(), Optional.empty());
    }

    /**
     * The servers of {@code database}.
     *
     * @throws io.holdfast.error.HoldfastException if the credentials cannot be had
     */
    public static Stream<Subject> of(DatabaseConfig database) {
        Endpoint endpoint = database.endpoint();
        var primary = new Subject(endpoint.database(), endpoint, Optional.empty(), Optional.of(database));
        Optional<Subject> standby = database.standby()
                .map(declared -> new Subject(
                        database.name() + ", standby",
                        new Endpoint(
                                database.name(),
                                declared.url(),
                                database.standbyCredentials().current(),
                                database.tls()),
                        Optional.of(primary.endpoint()),
                        Optional.empty()));
        return Stream.concat(Stream.of(primary), standby.stream());
    }
}
