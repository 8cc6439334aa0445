package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.testkit.fault.PostgresProcess;
import io.holdfast.transaction.Transaction;
import io.holdfast.transaction.TransactionOptions;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** TX-3: a deadline covers what a server does not answer, and the pool is healthy afterwards. */
class DeadlineTest {
    private static final Duration LIMIT = Duration.ofMillis(500);

    /** A quarter of a second would do on a machine that has nothing else to do. */
    private static final Duration LATEST = Duration.ofSeconds(4);

    private static final Duration IN_TIME = LIMIT.plusMillis(250);
    private static final int SEVERAL = 9;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PostgresProcess server = PostgresProcess.fresh();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aStatementOnAServerThatIsFrozen() {
        try (App app = App.on(server.endpoint("app"), "probe.timeout", "5s").withNumbers()) {
            assertThat(late(app, transaction -> {
                        server.freeze();
                        return run(transaction, "insert into numbers values (1)");
                    }))
                    .isEqualTo(ErrorKind.TIMEOUT);
            server.thaw();
            assertHealthy(app, 0);
        }
    }

    @Test
    void aCommitOnAServerThatIsFrozen() {
        commitsOnFrozenServer(2, LATEST, server::freeze);
    }

    @Test
    void aServerThatIsFrozenWhileItCommits() {
        commitsOnFrozenServer(2, LATEST, this::freezeInTheCommit);
    }

    @Tag("transactions")
    @Test
    void aCommitOnAServerThatIsFrozenSeveralTimes() {
        commitsOnFrozenServer(SEVERAL, IN_TIME, server::freeze);
    }

    @Tag("transactions")
    @Test
    void aServerThatIsFrozenWhileItCommitsSeveralTimes() {
        assertThat(commitsOnFrozenServer(SEVERAL, IN_TIME, this::freezeInTheCommit))
                .as("nobody can know then")
                .containsOnly(ErrorKind.OUTCOME_UNKNOWN);
    }

    /** The commit takes so long that it is seen before it is done. */
    private void freezeInTheCommit() {
        CompletableFuture.runAsync(() -> {
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> server.ask("select count(*)"
                                    + " from pg_stat_activity where query = 'COMMIT' and state = 'active'")
                            .equals("1"));
            server.freeze();
        });
    }

    private void slowCommits() {
        server.execute(
                server.endpoint("app"),
                "create function be_slow() returns trigger language plpgsql as"
                        + " $$ begin perform pg_sleep(0.3); return null; end $$",
                "create constraint trigger slow after insert on numbers deferrable initially deferred"
                        + " for each row execute function be_slow()");
    }

    /** Whoever was told that it failed may believe it; only what was told as unknown may be there afterwards. */
    private List<ErrorKind> commitsOnFrozenServer(int tries, Duration latest, Runnable freeze) {
        try (App app = App.on(server.endpoint("app"), "probe.timeout", "5s").withNumbers()) {
            slowCommits();
            List<Duration> took = new ArrayList<>();
            List<ErrorKind> kinds = new ArrayList<>();
            List<Long> maybe = new ArrayList<>();
            for (long number = 10; number < 10 + tries; number++) {
                String insert = "insert into numbers values (%d)".formatted(number);
                long start = System.nanoTime();
                ErrorKind kind = late(app, transaction -> {
                    run(transaction, insert);
                    freeze.run();
                    return null;
                });
                took.add(Duration.ofNanos(System.nanoTime() - start));
                kinds.add(kind);
                if (kind == ErrorKind.OUTCOME_UNKNOWN) {
                    maybe.add(number);
                }
                server.thaw();
                await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.READY);
            }
            await().atMost(PATIENCE)
                    .until(() -> app.read("select count(*) from pg_locks where locktype = 'transactionid'") == 0);
            List<Long> there = app.numbers();
            System.out.printf("commits on a frozen server: %s, there %s, took %s%n", kinds, there, took);
            assertThat(kinds).isSubsetOf(ErrorKind.OUTCOME_UNKNOWN, ErrorKind.TIMEOUT);
            assertThat(maybe).as("what was told as unknown").containsAll(there);
            assertThat(took.subList(1, tries))
                    .as("all of %s but the first, which has classes to load", took)
                    .allMatch(each -> each.compareTo(latest) <= 0);
            assertHealthy(app, there.size());
            return kinds;
        }
    }

    /** How a transaction ended that should have had half a second. */
    private static ErrorKind late(App app, Transaction.Work<Object> work) {
        long start = System.nanoTime();
        HoldfastException failure = catchThrowableOfType(
                HoldfastException.class,
                () -> app.database()
                        .inTransaction(TransactionOptions.named("be-quick").within(LIMIT), work));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LIMIT.minusMillis(50), LATEST);
        return failure.kind();
    }

    private static Object run(Transaction transaction, String sql) throws SQLException {
        try (Statement statement = transaction.connection().createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static void assertHealthy(App app, int rows) {
        await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.READY);
        assertThat(app.read("select count(*) from numbers")).isEqualTo(rows);
        app.writeInTransaction(2);
        assertThat(app.database().poolStatus().orElseThrow().active()).isZero();
    }
}
