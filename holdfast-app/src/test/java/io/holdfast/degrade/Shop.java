package io.holdfast.degrade;

import io.holdfast.Holdfast;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.Endpoint;
import io.holdfast.config.HoldfastConfig;
import io.holdfast.disk.Disk;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.fault.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An application with a queue, and a database that can be taken away from it. */
final class Shop implements AutoCloseable {
    private final Path folder;
    private final Endpoint place;
    private final @Nullable FaultProxy proxy; // of PostgreSQL; SQLite's file is moved
    private final Map<String, String> settings = new TreeMap<>();

    /** The engines. */
    enum Kind {
        SQLITE,
        POSTGRESQL
    }

    private Shop(Path folder, Endpoint place, @Nullable FaultProxy proxy) {
        this.folder = folder;
        this.place = place;
        this.proxy = proxy;
    }

    /** One with an empty database, which is there. */
    static Shop in(Path folder, Kind kind) {
        Shop shop = kind == Kind.SQLITE ? sqlite(folder) : postgresql(folder);
        shop.execute("create table line (id %s, name text, number integer)"
                .formatted(
                        kind == Kind.SQLITE
                                ? "integer primary key autoincrement"
                                : "bigint generated always as identity primary key"));
        return shop;
    }

    private static Shop sqlite(Path folder) {
        Path file = folder.resolve("app.db");
        try {
            Files.writeString(file, "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Shop(folder, Endpoint.at("app", "sqlite:" + file), null);
    }

    private static Shop postgresql(Path folder) {
        Endpoint server = EmbeddedPostgres.shared().freshDatabase();
        FaultProxy proxy = FaultProxy.to(server);
        return new Shop(folder, server, proxy)
                .with("databases.app.url", proxy.endpoint(server).url().toString());
    }

    /** The same with a setting. */
    Shop with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Endpoint place() {
        return place;
    }

    /** The settings of the application. */
    Map<String, String> flags() {
        Map<String, String> flags = new TreeMap<>();
        flags.put("home", folder.resolve("home").toString());
        flags.put("databases.app.url", place.url().toString());
        flags.put("databases.app.probe.every", "50ms");
        flags.put("databases.app.await", "0s");
        flags.put("databases.app.required", "false");
        place.credentials().ifPresent(known -> {
            flags.put("databases.app.user", known.user());
            flags.put("databases.app.password", known.password().reveal());
        });
        flags.putAll(settings);
        return flags;
    }

    HoldfastConfig config() {
        return ConfigLoader.withoutFile(folder).withFlags(flags()).load().config();
    }

    Holdfast open() {
        return Holdfast.open(config());
    }

    QueueFolder queue() {
        return QueueFolder.in(Disk.local(), config().home(), config().queue(), Time.real());
    }

    /** Nobody reaches the database any more. */
    void takeAway() {
        if (proxy == null) {
            move("app.db", "away.db");
        } else {
            proxy.refuse();
        }
    }

    void giveBack() {
        if (proxy == null) {
            move("away.db", "app.db");
        } else {
            proxy.forward();
        }
    }

    /** A move of nothing is none. */
    private void move(String from, String to) {
        Path file = folder.resolve(from);
        try {
            if (Files.exists(file)) {
                Files.move(file, folder.resolve(to));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The numbers of the lines of {@code name}, in the order in which they were written. */
    List<String> lines(String name) {
        return read("select number from line where name = '%s' order by id".formatted(name));
    }

    List<String> read(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A connection with a transaction that locks {@code table} of PostgreSQL, against reading as well. */
    Connection locking(String table) throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table %s in access exclusive mode".formatted(table));
        }
        return connection;
    }

    private Connection connect() throws SQLException {
        var login = new Properties();
        place.credentials().ifPresent(known -> {
            login.setProperty("user", known.user());
            login.setProperty("password", known.password().reveal());
        });
        return DriverManager.getConnection("jdbc:" + place.url(), login);
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
