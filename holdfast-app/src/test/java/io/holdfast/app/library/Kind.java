package io.holdfast.app.library;

import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.engine.Engines;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.sqlite.SQLiteConnection;

/** The engines whose databases are plain data sources, and how each says what all of them can. */
enum Kind {
    SQLITE(SQLiteConnection.class, "integer primary key autoincrement", "blob") {
        @Override
        Database open(Path folder, String... settings) throws SQLException {
            Path file = folder.resolve("app.db");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                connection.createStatement().execute("create table if not exists made (n integer)");
            }
            return on(Endpoint.at("app", "sqlite:" + file), settings);
        }
    },
    POSTGRESQL(PGConnection.class, "bigint generated always as identity primary key", "bytea") {
        @Override
        Database open(Path folder, String... settings) {
            return on(EmbeddedPostgres.shared().freshDatabase(), settings);
        }
    };

    private final Class<?> driver;
    private final String identity;
    private final String bytes;

    Kind(Class<?> driver, String identity, String bytes) {
        this.driver = driver;
        this.identity = identity;
        this.bytes = bytes;
    }

    /** A fresh database; {@code settings} are keys below its name, and their values. */
    abstract Database open(Path folder, String... settings) throws SQLException;

    /** What the driver's own connections are. */
    Class<?> driver() {
        return driver;
    }

    /** Makes the table {@code items}, empty: an id that the database gives, a name that is unique, and some bytes. */
    Database withItems(Path folder, String... settings) throws SQLException {
        Database database = open(folder, settings);
        makeItems(database);
        return database;
    }

    void makeItems(Database database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection
                    .createStatement()
                    .execute("create table items (id %s, name varchar(100) not null unique, content %s)"
                            .formatted(identity, bytes));
        }
    }

    /** The database at {@code place}, as it would be declared. */
    static Database on(Endpoint place, String... settings) {
        Map<String, String> flags = new TreeMap<>();
        flags.put("databases.app.url", place.url().toString());
        place.credentials().ifPresent(known -> {
            flags.put("databases.app.user", known.user());
            flags.put("databases.app.password", known.password().reveal());
        });
        for (int each = 0; each < settings.length; each += 2) {
            flags.put("databases.app." + settings[each], settings[each + 1]);
        }
        DatabaseConfig config = ConfigLoader.withoutFile(Path.of(""))
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .get("app");
        return Database.open(config, Engines.onClassPath().of(config.url()), Time.real(), new Events());
    }
}
