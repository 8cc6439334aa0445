package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.event.Event;
import io.holdfast.postgresql.TestServer;
import io.holdfast.postgresql.session.PostgresqlSession;
import io.holdfast.testkit.fault.PostgresProcess;
import io.holdfast.transaction.Isolation;
import io.holdfast.transaction.TransactionOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** TX-2, R6: transactions that get into each other's way are run again as a whole, and every one is done once. */
class DeadlockTest {
    private static final int THREADS = 8;
    private static final int TRANSFERS = 40;
    private static final int INCREMENTS = 50;
    private static final int ROWS = 4;

    /** How often the peer repeats one half of a transfer. */
    private static final int ATTEMPTS = 3;

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
        try (App app = App.on(server.endpoint("app"), "retry.attempts", "1000")) {
            long start = System.nanoTime();
            everybody(TRANSFERS, number -> {
                Hop hop = Hop.any();
                app.database().inTransaction(TransactionOptions.named("transfer"), transaction -> {
                    parts.incrementAndGet();
                    transaction.nested(inner -> add(inner.connection(), hop.from(), -1));
                    transaction.nested(inner -> add(inner.connection(), hop.to(), 1));
                    transaction.onCommit(afterwards::incrementAndGet);
                    return null;
                });
            });
            record("the whole is run again", afterwards.get(), start);

            assertThat(app.read("select sum(amount) from accounts")).isEqualTo(ROWS * 1000);
            assertThat(afterwards).hasValue(THREADS * TRANSFERS);
            int repeated = app.events(Event.Repeated.class).size();
            assertThat(parts).as("each run again as a whole").hasValue(THREADS * TRANSFERS + repeated);
            assertThat(repeated).as("there were deadlocks").isPositive();
        }
    }

    @Test
    void withoutRepetitionSomeAreLost() throws Exception {
        long start = System.nanoTime();
        int committed = byHand(DeadlockTest::once);

        record("nothing is run again", committed, start);
        assertThat(committed).isLessThan(THREADS * TRANSFERS);
        assertThat(sum()).isEqualTo(ROWS * 1000);
    }

    /** A half that is run again by itself meets the same lock, which its own first half keeps others from giving back. */
    @Tag("transactions")
    @Test
    void whoeverRunsOnlyThePartAgainKeepsTheLocksThatAreInTheWay() throws Exception {
        long start = System.nanoTime();
        int committed = byHand(DeadlockTest::onceMoreFromTheSavepoint);

        record("the savepoint's part is run again", committed, start);
        assertThat(sum()).isEqualTo(ROWS * 1000);
    }

    @Test
    void aCounterThatIsReadAndWrittenSerializablyMissesNothing() throws Exception {
        try (App app = App.on(server.endpoint("app"), "retry.attempts", "1000")) {
            everybody(
                    INCREMENTS,
                    number -> app.database()
                            .inTransaction(
                                    TransactionOptions.named("count").isolated(Isolation.SERIALIZABLE), transaction -> {
                                        long seen = App.number(
                                                transaction.connection(), "select amount from accounts where id = 0");
                                        return run(
                                                transaction.connection(),
                                                "update accounts set amount = %d where id = 0".formatted(seen + 1));
                                    }));

            assertThat(app.read("select amount from accounts where id = 0")).isEqualTo(1000 + THREADS * INCREMENTS);
        }
    }

    /** From one account to another, in any order. */
    private record Hop(int from, int to) {
        static Hop any() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            int from = random.nextInt(ROWS);
            return new Hop(from, (from + 1 + random.nextInt(ROWS - 1)) % ROWS);
        }
    }

    /** A transfer as it is written without this library; the transaction is open. */
    private interface PlainTransfer {
        void on(Connection connection, Hop hop) throws SQLException;
    }

    private static void once(Connection connection, Hop hop) throws SQLException {
        add(connection, hop.from(), -1);
        add(connection, hop.to(), 1);
    }

    private static void onceMoreFromTheSavepoint(Connection connection, Hop hop) throws SQLException {
        addFromSavepoint(connection, hop.from(), -1);
        addFromSavepoint(connection, hop.to(), 1);
    }

    private static void addFromSavepoint(Connection connection, int account, int amount) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            Savepoint savepoint = connection.setSavepoint();
            try {
                add(connection, account, amount);
                return;
            } catch (SQLException failure) {
                if (attempt == ATTEMPTS || !isDeadlock(failure)) {
                    throw failure;
                }
                connection.rollback(savepoint);
            }
        }
    }

    private static boolean isDeadlock(SQLException failure) {
        return "40P01".equals(failure.getSQLState());
    }

    /** How many of all transfers were committed. */
    private int byHand(PlainTransfer transfer) throws Exception {
        AtomicInteger committed = new AtomicInteger();
        Queue<PostgresqlSession> sessions = new ConcurrentLinkedQueue<>();
        for (int each = 0; each < THREADS; each++) {
            sessions.add(TestServer.open(server.endpoint("app")));
        }
        everybody(TRANSFERS, number -> {
            PostgresqlSession session = sessions.remove();
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            try {
                transfer.on(connection, Hop.any());
                connection.commit();
                committed.incrementAndGet();
            } catch (SQLException failure) {
                connection.rollback();
                assertThat(isDeadlock(failure)).as("%s", failure).isTrue();
            } finally {
                sessions.add(session);
            }
        });
        sessions.forEach(PostgresqlSession::close);
        return committed.get();
    }

    private long sum() {
        return Long.parseLong(server.ask(server.endpoint("app"), "select sum(amount) from accounts"));
    }

    private static void record(String how, int committed, long start) {
        System.out.printf(
                "%s: %d of %d transfers committed in %.1f s%n",
                how, committed, THREADS * TRANSFERS, (System.nanoTime() - start) / 1e9);
    }

    private interface Work {
        void on(int number) throws Exception;
    }

    private void everybody(int times, Work work) throws Exception {
        List<Future<?>> callers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * times;
            callers.add(threads.submit(() -> {
                for (int number = first; number < first + times; number++) {
                    work.on(number);
                }
                return null;
            }));
        }
        for (Future<?> caller : callers) {
            caller.get(5, TimeUnit.MINUTES);
        }
    }

    private static int add(Connection connection, int account, int amount) throws SQLException {
        return run(connection, "update accounts set amount = amount + %d where id = %d".formatted(amount, account));
    }

    private static int run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
