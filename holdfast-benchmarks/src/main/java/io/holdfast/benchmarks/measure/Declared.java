package io.holdfast.benchmarks.measure;

import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.database.Database;
import io.holdfast.engine.Engines;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holdfast as an application would declare it: the usual settings, and what a bench needs. */
public final class Declared {
    private static final String NAME = "bench";

    private Declared() {}

    /** The database at {@code endpoint}; {@code settings} are keys below its name, and their values. */
    public static Database open(Endpoint endpoint, String... settings) {
        return open(endpoint, new Events(), settings);
    }

    /** The same, whose {@code events} somebody listens to. */
    public static Database open(Endpoint endpoint, Events events, String... settings) {
        return Database.open(
                config(endpoint, settings),
                Engines.onClassPath().named(endpoint.url().engine()),
                Time.real(),
                events);
    }

    /** What is declared of the database at {@code endpoint}; {@code settings} as above. */
    public static DatabaseConfig config(Endpoint endpoint, String... settings) {
        Map<String, String> flags = new LinkedHashMap<>();
        put(flags, "url", endpoint.url().toString());
        endpoint.credentials().ifPresent(credentials -> {
            put(flags, "user", credentials.user());
            put(flags, "password", credentials.password().reveal());
        });
        for (int each = 0; each < settings.length; each += 2) {
            put(flags, settings[each], settings[each + 1]);
        }
        HoldfastConfig config =
                ConfigLoader.withoutFile(Path.of("")).withFlags(flags).load().config();
        return config.databases().values().iterator().next();
    }

    private static void put(Map<String, String> flags, String key, String value) {
        flags.put("databases.%s.%s".formatted(NAME, key), value);
    }
}
