package io.holdfast.app.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import io.holdfast.pool.PoolStatus;
import io.holdfast.signal.Signal;
import io.holdfast.testkit.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-5: what each key that is live does when it changes, to a PostgreSQL whose connections are open already. */
class ReloadEffectsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Endpoint server = EmbeddedPostgres.shared().freshDatabase();
    private final Endpoint.Credentials superuser = server.credentials().orElseThrow();
    private final Deque<Connection> held = new ArrayDeque<>();

    @TempDir
    Path folder;

    @AfterEach
    void giveBack() throws SQLException {
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }

    @Test
    void aStatementOnAConnectionThatIsOpenAlreadyIsEndedAfterTheNewTime() {
        SettingsFile settings = settings("pool.size", "1");
        try (Running running = new Running(settings.loader())) {
            assertThat(running.read("select 1 from pg_sleep(0.4)")).isEqualTo(1);

            change(running, settings, "timeouts.statement", "200ms");
            HoldfastException failure =
                    catchThrowableOfType(HoldfastException.class, () -> running.read("select 1 from pg_sleep(20)"));
            assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);

            change(running, settings, "timeouts.statement", "30s");
            assertThat(running.read("select 1 from pg_sleep(0.4)")).isEqualTo(1);
            assertThat(created(running)).isEqualTo(1);
        }
    }

    @Test
    void aTransactionHasTheNewTime() {
        SettingsFile settings = settings();
        try (Running running = new Running(settings.loader())) {
            change(running, settings, "timeouts.transaction", "300ms");

            HoldfastException failure = catchThrowableOfType(
                    HoldfastException.class,
                    () -> running.app()
                            .inTransaction(
                                    tx -> tx.connection().createStatement().execute("select pg_sleep(20)")));
            assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(failure.failure().sentence()).contains("300 ms");
        }
    }

    @Test
    void workIsRepeatedAsOftenAsIsSaidNow() {
        SettingsFile settings = settings();
        try (Running running = new Running(settings.loader())) {
            assertThat(attempts(running)).isEqualTo(10);

            change(running, settings, "retry.attempts", "3");
            assertThat(attempts(running)).isEqualTo(3);
        }
    }

    private static int attempts(Running running) {
        var attempts = new AtomicInteger();
        assertThatThrownBy(() -> running.app().inTransaction(tx -> {
                    attempts.incrementAndGet();
                    throw new SQLException("undone because of others", "40001");
                }))
                .isInstanceOf(HoldfastException.class);
        return attempts.get();
    }

    @Test
    void aCallerWaitsForAConnectionAsLongAsIsSaidNowAndNoMoreWaitThanMay() throws SQLException {
        SettingsFile settings = settings("pool.size", "1", "pool.acquire-timeout", "1h");
        try (Running running = new Running(settings.loader())) {
            hold(running, 1);

            change(running, settings, "pool.acquire-timeout", "300ms");
            HoldfastException late = catchThrowableOfType(HoldfastException.class, () -> running.read("select 1"));
            assertThat(late.failure().sentence()).contains("all 1 connections").contains("were in use for 3");

            change(running, settings, "pool.acquire-timeout", "1h", "pool.max-waiting", "0");
            HoldfastException crowded = catchThrowableOfType(HoldfastException.class, () -> running.read("select 1"));
            assertThat(crowded.failure().sentence()).startsWith("0 callers wait for a connection to app already");
            giveBack();
        }
    }

    @Test
    void aPoolGrowsForThoseWhoWaitAndShrinksWithoutTakingAConnectionFromAnybody() throws SQLException {
        SettingsFile settings = settings("pool.size", "2", "pool.acquire-timeout", "1m");
        try (Running running = new Running(settings.loader())) {
            hold(running, 2);
            change(running, settings, "pool.size", "5");
            hold(running, 3);
            assertThat(status(running).active()).isEqualTo(5);

            change(running, settings, "pool.size", "2", "pool.acquire-timeout", "300ms");
            assertThat(status(running).active()).isEqualTo(5);
            assertThat(status(running).size()).isEqualTo(2);
            for (Connection each : held) {
                assertThat(each.createStatement().execute("select 1")).isTrue();
            }
            HoldfastException full = catchThrowableOfType(HoldfastException.class, () -> running.read("select 1"));
            assertThat(full.failure().sentence()).startsWith("all 2 connections to app were in use");

            giveBack();
            awaitPool(running, pool -> pool.total() <= 2);
            hold(running, 2);
            assertThat(catchThrowableOfType(HoldfastException.class, () -> running.read("select 1"))
                            .kind())
                    .isEqualTo(ErrorKind.POOL_EXHAUSTED);
            giveBack();
        }
    }

    @Test
    void moreConnectionsAreKeptAndOldOnesAreReplaced() {
        SettingsFile settings = settings("pool.size", "8", "pool.min-idle", "1");
        try (Running running = new Running(settings.loader())) {
            awaitPool(running, pool -> pool.total() == 1);
            change(running, settings, "pool.size", "8", "pool.min-idle", "5");
            awaitPool(running, pool -> pool.idle() == 5);

            long before = created(running);
            change(running, settings, "pool.size", "8", "pool.min-idle", "5", "pool.max-lifetime", "30s");
            await().atMost(SOON).until(() -> created(running) >= before + 5);
            awaitPool(running, pool -> pool.idle() == 5);
        }
    }

    @Test
    void whoKeepsAConnectionIsNamedAfterTheNewTimeAndTheServerIsAskedAtTheNewPace() throws SQLException {
        SettingsFile settings = settings("probe.every", "10m");
        try (Running running = new Running(settings.loader())) {
            hold(running, 1);

            change(running, settings, "pool.leak-threshold", "200ms", "probe.every", "50ms");
            await().atMost(SOON)
                    .until(() -> !running.told(Event.ConnectionLeaked.class).isEmpty());
            giveBack();
        }
    }

    @Test
    void callsWaitForADatabaseThatIsNotThereIfThatIsSaidNow() {
        var settings = new SettingsFile(
                folder, "sqlite:missing.db", "await", "0s", "required", "false", "pool.acquire-timeout", "400ms");
        try (Running running = new Running(settings.loader())) {
            assertThat(state(running).level()).isEqualTo(Signal.Level.WARNING);

            change(running, settings, "while-down", "wait", "required", "true");
            long start = System.nanoTime();
            assertThatThrownBy(() -> running.read("select 1")).isInstanceOf(HoldfastException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
            assertThat(state(running).level()).isEqualTo(Signal.Level.ERROR);
        }
    }

    private SettingsFile settings(String... more) {
        var settings = new SettingsFile(folder, server.url().toString(), more);
        return settings.always(
                "user", superuser.user(), "password", superuser.password().reveal());
    }

    /** Has the file say {@code more}, and waits until that holds. */
    private static void change(Running running, SettingsFile settings, String... more) {
        DatabaseConfig before = running.app().config();
        settings.with(more);
        await().atMost(SOON).until(() -> !running.app().config().equals(before));
    }

    private void hold(Running running, int connections) throws SQLException {
        for (int each = 0; each < connections; each++) {
            held.push(running.app().dataSource().getConnection());
        }
    }

    private static PoolStatus status(Running running) {
        return running.app().poolStatus().orElseThrow();
    }

    private static void awaitPool(Running running, Predicate<PoolStatus> expected) {
        await().atMost(SOON).until(() -> expected.test(status(running)));
    }

    private static long created(Running running) {
        return running.app().status().servers().get(0).counts().created();
    }

    private static Signal state(Running running) {
        return running.holdfast().signals().read().stream()
                .filter(signal -> signal.name().equals("database.state"))
                .findFirst()
                .orElseThrow();
    }
}
