package io.holdfast.mongodb;

import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.database.Database;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Databases as configurations declare them. */
final class Declared {
    private Declared() {}

    /** The database at {@code url}, with {@code settings}, key and value in turn. */
    static Database open(Path folder, String url, String... settings) {
        return open(folder, url, new Events(), settings);
    }

    /** The same, telling {@code events} what happens. */
    static Database open(Path folder, String url, Events events, String... settings) {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("home", folder.resolve("home").toString());
        flags.put("databases.app.url", url);
        flags.put("databases.app.await", "1s");
        for (int i = 0; i < settings.length; i += 2) {
            flags.put("databases.app." + settings[i], settings[i + 1]);
        }
        DatabaseConfig config = ConfigLoader.withoutFile(folder)
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .get("app");
        return Database.open(config, new MongodbEngine(), Time.real(), events);
    }
}
