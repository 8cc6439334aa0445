package io.holdfast.transaction;

import io.holdfast.config.ConfigLoader;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.gate.Gate;
import io.holdfast.resilience.RetryBudget;
import io.holdfast.resilience.Time;
import io.holdfast.sqlite.SqliteEngine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A SQLite file with entries, and transactions on it whose steps a test sees. */
final class Ledger implements AutoCloseable {
    private final Path file;
    private final Events.Subscription listening;
    private final Gate gate;
    private final Transactions transactions;
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();

    private Ledger(Path file, Consumer<CommitStep> steps) {
        this(file, steps, "1000");
    }

    private Ledger(Path file, Consumer<CommitStep> steps, String maxWaiting) {
        this.file = file;
        DatabaseConfig config = ConfigLoader.withoutFile(file.toAbsolutePath().getParent())
                .withFlags(Map.of("databases.app.url", "sqlite:" + file, "databases.app.pool.max-waiting", maxWaiting))
                .load()
                .config()
                .databases()
                .get("app");
        var engine = new SqliteEngine();
        var heard = new Events();
        this.listening = heard.listen(events::add);
        this.gate = Gate.open(config, engine, Time.real(), heard);
        this.transactions = new Transactions(
                gate,
                engine,
                config,
                Time.real(),
                new Transactions.Reporting(new RetryBudget(Time.real().ticker()), heard, steps));
    }

    /** A new one in {@code folder}. */
    static Ledger in(Path folder, Consumer<CommitStep> steps) throws SQLException {
        Path file = folder.resolve("test.db");
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            statement.execute("create table owner (id integer primary key)");
            statement.execute("create table entry (id integer primary key, part integer default 0,"
                    + " owner integer references owner deferrable initially deferred)");
            statement.execute("create table strict (id integer primary key on conflict rollback)");
            statement.execute("insert into strict values (1)");
        }
        return new Ledger(file, steps);
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** One that is there, for which no more than {@code most} callers may wait. */
    static Ledger crowded(Path folder, int most) {
        return new Ledger(folder.resolve("test.db"), step -> {}, String.valueOf(most));
    }

    /** One that is there. */
    static Ledger existing(Path folder, Consumer<CommitStep> steps) {
        return new Ledger(folder.resolve("test.db"), steps);
    }

    Transactions transactions() {
        return transactions;
    }

    /** What the transactions told of, in this order. */
    List<Event> events() {
        return List.copyOf(events);
    }

    /** The ids of the entries, as a connection sees them that knows nothing of us. */
    List<Long> entries() throws SQLException {
        return numbers("select id from entry order by id");
    }

    List<Long> numbers(String sql) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Long> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
            return found;
        }
    }

    static void run(Transaction transaction, String sql) throws SQLException {
        try (Statement statement = transaction.connection().createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public void close() {
        gate.close();
        listening.close();
    }
}
