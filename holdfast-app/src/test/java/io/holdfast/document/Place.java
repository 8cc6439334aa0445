package io.holdfast.document;

import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.engine.Engines;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Databases for documents. */
final class Place {
    private Place() {}

    /** A new file in {@code folder}. */
    static Database sqlite(Path folder) throws Exception {
        Path file = Files.createTempFile(folder, "documents", ".db");
        return open(folder, Endpoint.at("documents", "sqlite:" + file));
    }

    static Database open(Path folder, Endpoint place) {
        Map<String, String> flags = new TreeMap<>();
        flags.put("home", folder.resolve("home").toString());
        flags.put("databases.documents.url", place.url().toString());
        place.credentials().ifPresent(known -> {
            flags.put("databases.documents.user", known.user());
            flags.put("databases.documents.password", known.password().reveal());
        });
        DatabaseConfig config = ConfigLoader.withoutFile(folder)
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .get("documents");
        return Database.open(config, Engines.onClassPath().named(place.url().engine()), Time.real(), new Events());
    }

    static void execute(Database database, String sql) {
        database.call("prepare-test", session -> {
            try (Statement statement = session.connection().createStatement()) {
                return statement.execute(sql);
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
        });
    }
}
