package io.holdfast;

import io.holdfast.config.CredentialsSource;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.config.MigrationsConfig;
import io.holdfast.config.PoolConfig;
import io.holdfast.config.ProbeConfig;
import io.holdfast.config.RetryConfig;
import io.holdfast.config.Secret;
import io.holdfast.config.TimeoutsConfig;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.WhileDown;
import io.holdfast.testkit.Canaries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings as a test needs them. */
public final class Declared {
    private Declared() {}

    /** A database that start-up cannot do without. */
    public static DatabaseConfig required(String name) {
        return database(name, true, pool(2));
    }

    /** A database that may be missing. */
    public static DatabaseConfig optional(String name) {
        return database(name, false, pool(2));
    }

    /** A database with a pool of {@code size}. */
    public static DatabaseConfig pooled(String name, int size) {
        return database(name, true, pool(size));
    }

    /** The same, whose callers wait for a connection longer than a test takes. */
    public static DatabaseConfig patient(String name, int size) {
        return database(name, true, pool(size, Duration.ofMinutes(1)));
    }

    /** All of {@code databases}, in their order. */
    public static HoldfastConfig all(DatabaseConfig... databases) {
        Map<String, DatabaseConfig> byName = new LinkedHashMap<>();
        for (DatabaseConfig database : databases) {
            byName.put(database.name(), database);
        }
        return new HoldfastConfig(Path.of("target/unused"), byName);
    }

    private static PoolConfig pool(int size) {
        return pool(size, Duration.ofMillis(300));
    }

    private static PoolConfig pool(int size, Duration acquireTimeout) {
        return new PoolConfig(size, 1, acquireTimeout, Duration.ofMinutes(15), 1_000, Duration.ofSeconds(60), "");
    }

    private static DatabaseConfig database(String name, boolean required, PoolConfig pool) {
        var credentials = new Endpoint.Credentials("someone", Secret.of(Canaries.PASSWORD));
        return new DatabaseConfig(
                name,
                DatabaseUrl.parse("sqlite:" + name + ".db").url(),
                CredentialsSource.fixed(Optional.of(credentials)),
                Optional.empty(),
                WhileDown.REJECT,
                required,
                Duration.ofSeconds(60),
                pool,
                new TimeoutsConfig(
                        Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(5)),
                new ProbeConfig(Duration.ofMillis(500), Duration.ofSeconds(1), 2, Duration.ofSeconds(1)),
                new RetryConfig(10, Duration.ofMillis(5), Duration.ofMillis(500)),
                TlsConfig.UNSAID,
                MigrationsConfig.NONE);
    }
}
