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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TX-3: a deadline covers whatever a transaction waits for, and the pool is healthy afterwards. */
class DeadlineTest {
    private static final Duration LIMIT = Duration.ofMillis(500);

    /** A quarter of a second would do on a machine that has nothing else to do. */
    private static final Duration LATEST = Duration.ofSeconds(4);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PostgresProcess server = PostgresProcess.fresh();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aLockThatSomebodyElseHolds() throws SQLException {
        try (App app = App.on(server.endpoint("app")).withNumbers()) {
            app.writeInTransaction(1);
            try (Connection holder = app.database().dataSource().getConnection()) {
                holder.setAutoCommit(false);
                holder.createStatement().execute("select * from numbers for update");
                assertThat(late(app, transaction -> run(transaction, "update numbers set n = n + 1")))
                        .isEqualTo(ErrorKind.TIMEOUT);
                holder.rollback();
            }
            assertHealthy(app, 1);
        }
    }

    @Test
    void aQueueBeforeThePool() throws SQLException {
        try (App app = App.on(server.endpoint("app"), "pool.size", "1", "pool.acquire-timeout", "20s")
                .withNumbers()) {
            try (Connection only = app.database().dataSource().getConnection()) {
                assertThat(only.isValid(1)).isTrue();
                assertThat(late(app, transaction -> run(transaction, "insert into numbers values (1)")))
                        .isIn(ErrorKind.TIMEOUT, ErrorKind.POOL_EXHAUSTED);
            }
            assertHealthy(app, 0);
        }
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
        try (App app = App.on(server.endpoint("app"), "probe.timeout", "5s").withNumbers()) {
            assertThat(late(app, transaction -> {
                        run(transaction, "insert into numbers values (1)");
                        server.freeze();
                        return null;
                    }))
                    .isIn(ErrorKind.OUTCOME_UNKNOWN, ErrorKind.TIMEOUT);
            server.thaw();
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.READY);
            app.writeInTransaction(2);
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
