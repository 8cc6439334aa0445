package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.event.Event;
import io.holdfast.testkit.fault.PostgresProcess;
import io.holdfast.transaction.Isolation;
import io.holdfast.transaction.Transaction;
import io.holdfast.transaction.TransactionOptions;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TX-2, R6: transactions that get into each other's way are run again as a whole, and every one is done once. */
class DeadlockTest {
    private static final int THREADS = 8;
    private static final int TRANSFERS = 40;
    private static final int ROWS = 4;

    private final PostgresProcess server = PostgresProcess.fresh();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @BeforeEach
    void makeAccounts() {
        server.set("deadlock_timeout", "100ms");
        server.execute(
                server.endpoint("app"),
                "create table accounts (id int primary key, amount int not null)",
                "insert into accounts select n, 1000 from generate_series(0, %d) n".formatted(ROWS - 1));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    @Test
    void transfersBetweenHotRowsAreAllDoneAndNothingIsLost() throws Exception {
        AtomicInteger afterwards = new AtomicInteger();
        AtomicInteger parts = new AtomicInteger();
        try (App app = App.on(server.endpoint("app"))) {
            everybody(number -> app.database().inTransaction(TransactionOptions.named("transfer"), transaction -> {
                parts.incrementAndGet();
                int from = number % ROWS;
                int to = (from + 1 + number / ROWS % (ROWS - 1)) % ROWS;
                transaction.nested(inner -> add(inner, from, -1));
                transaction.nested(inner -> add(inner, to, 1));
                transaction.onCommit(afterwards::incrementAndGet);
                return null;
            }));

            assertThat(app.read("select sum(amount) from accounts")).isEqualTo(ROWS * 1000);
            assertThat(afterwards).hasValue(THREADS * TRANSFERS);
            int repeated = app.events(Event.Repeated.class).size();
            assertThat(parts).as("each run again as a whole").hasValue(THREADS * TRANSFERS + repeated);
            assertThat(repeated).as("there were deadlocks").isPositive();
        }
    }

    @Test
    void aCounterThatIsReadAndWrittenSerializablyMissesNothing() throws Exception {
        try (App app = App.on(server.endpoint("app"), "retry.attempts", "1000")) {
            everybody(number -> app.database()
                    .inTransaction(TransactionOptions.named("count").isolated(Isolation.SERIALIZABLE), transaction -> {
                        int seen = amount(transaction);
                        return set(transaction, seen + 1);
                    }));

            assertThat(app.read("select amount from accounts where id = 0")).isEqualTo(1000 + THREADS * TRANSFERS);
        }
    }

    private interface Work {
        void on(int number) throws Exception;
    }

    private void everybody(Work work) throws Exception {
        List<Future<?>> callers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * TRANSFERS;
            callers.add(threads.submit(() -> {
                for (int number = first; number < first + TRANSFERS; number++) {
                    work.on(number);
                }
                return null;
            }));
        }
        for (Future<?> caller : callers) {
            caller.get(5, TimeUnit.MINUTES);
        }
    }

    private static Object add(Transaction transaction, int account, int amount) throws SQLException {
        return run(transaction, "update accounts set amount = amount + %d where id = %d".formatted(amount, account));
    }

    private static Object set(Transaction transaction, int amount) throws SQLException {
        return run(transaction, "update accounts set amount = %d where id = 0".formatted(amount));
    }

    private static Object run(Transaction transaction, String sql) throws SQLException {
        try (Statement statement = transaction.connection().createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static int amount(Transaction transaction) throws SQLException {
        try (Statement statement = transaction.connection().createStatement();
                var row = statement.executeQuery("select amount from accounts where id = 0")) {
            row.next();
            return row.getInt(1);
        }
    }
}
