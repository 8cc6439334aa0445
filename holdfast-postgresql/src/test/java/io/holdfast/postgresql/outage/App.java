package io.holdfast.postgresql.outage;

import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.database.Operation;
import io.holdfast.engine.SqlSession;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.health.DatabaseMetrics;
import io.holdfast.postgresql.PostgresqlEngine;
import io.holdfast.resilience.Time;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application's database as it would be declared, what is told about it, and a table of numbers to write to. */
public final class App implements AutoCloseable {
    private final Database database;
    private final Events told = new Events();
    private final List<Event> events = new CopyOnWriteArrayList<>();

    private App(DatabaseConfig config) {
        told.listen(events::add);
        this.database = Database.open(config, new PostgresqlEngine(), Time.real(), told);
    }

    /** An application on {@code primary}; {@code settings} are keys below the database's name, and their values. */
    public static App on(Endpoint primary, String... settings) {
        return new App(declared(primary, settings));
    }

    static DatabaseConfig declared(Endpoint primary, String... settings) {
        Map<String, String> flags = new TreeMap<>();
        flags.put("databases.app.url", primary.url().toString());
        primary.credentials().ifPresent(credentials -> {
            flags.put("databases.app.user", credentials.user());
            flags.put("databases.app.password", credentials.password().reveal());
        });
        flags.put("databases.app.await", "20s");
        for (int each = 0; each < settings.length; each += 2) {
            flags.put("databases.app." + settings[each], settings[each + 1]);
        }
        return ConfigLoader.withoutFile(Path.of(""))
                .withFlags(flags)
                .load()
                .config()
                .databases()
                .get("app");
    }

    public Database database() {
        return database;
    }

    /** Measured by {@code registry} from now on. */
    public App measuredBy(MeterRegistry registry) {
        metrics().bindTo(registry);
        return this;
    }

    /** Its metrics, to be bound to a registry. */
    DatabaseMetrics metrics() {
        return DatabaseMetrics.of(List.of(database), told);
    }

    /** What was told, of one kind. */
    public <E extends Event> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Makes the table. */
    public App withNumbers() {
        database.call("make", session -> execute(session, "create table if not exists numbers (n bigint primary key)"));
        return this;
    }

    /** Reads one value. */
    public long read(String query) {
        return database.call(Operation.read("read"), session -> number(session.connection(), query));
    }

    /** The numbers that are there. */
    List<Long> numbers() {
        return database.call(Operation.read("numbers"), session -> {
            List<Long> numbers = new ArrayList<>();
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery("select n from numbers")) {
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
            }
            return numbers;
        });
    }

    /** Writes a number, as a statement of its own. */
    public void write(long number) {
        database.call("write", session -> execute(session, "insert into numbers values (" + number + ")"));
    }

    /** Writes a number in a transaction. */
    void writeInTransaction(long number) {
        database.inTransaction(transaction -> {
            try (Statement statement = transaction.connection().createStatement()) {
                return statement.executeUpdate("insert into numbers values (" + number + ")");
            }
        });
    }

    static int execute(SqlSession session, String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
