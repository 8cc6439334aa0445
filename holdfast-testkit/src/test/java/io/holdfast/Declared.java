package io.holdfast;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.config.PoolConfig;
import io.holdfast.config.Secret;
import io.holdfast.config.TimeoutsConfig;
import io.holdfast.testkit.Canaries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings as a test needs them. */
public final class Declared {
    private static final PoolConfig POOL = new PoolConfig(2, 1, Duration.ofMillis(300), Duration.ofMinutes(15));

    private Declared() {}

    /** A database that start-up cannot do without. */
    public static DatabaseConfig required(String name) {
        return database(name, true, POOL);
    }

    /** A database that may be missing. */
    public static DatabaseConfig optional(String name) {
        return database(name, false, POOL);
    }

    /** A database with a pool of {@code size}. */
    public static DatabaseConfig pooled(String name, int size) {
        return database(name, true, new PoolConfig(size, 1, Duration.ofMillis(300), Duration.ofMinutes(15)));
    }

    /** All of {@code databases}, in their order. */
    public static HoldfastConfig all(DatabaseConfig... databases) {
        Map<String, DatabaseConfig> byName = new LinkedHashMap<>();
        for (DatabaseConfig database : databases) {
            byName.put(database.name(), database);
        }
        return new HoldfastConfig(Path.of("unused"), byName);
    }

    private static DatabaseConfig database(String name, boolean required, PoolConfig pool) {
        var credentials = new Endpoint.Credentials("someone", Secret.of(Canaries.PASSWORD));
        return new DatabaseConfig(
                name,
                DatabaseUrl.parse("sqlite:" + name + ".db").url(),
                Optional.of(credentials),
                required,
                Duration.ofSeconds(60),
                pool,
                new TimeoutsConfig(Duration.ofSeconds(2)));
    }
}
