package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.example.shop.Bank;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.transaction.TransactionOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TX-3: a transaction that does nothing is noticed, and named with the place of its work. */
class TransactionIdleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TransactionOptions PONDER =
            TransactionOptions.named("ponder").within(Duration.ofMinutes(1));

    @Test
    void oneThatDoesNothingIsToldOnceAndMayGoOn() {
        try (App app = open("4s")) {
            AtomicInteger told = new AtomicInteger();
            new Bank(app.database()).ponder(PONDER, () -> {
                await().atMost(PATIENCE).until(() -> !idle(app).isEmpty());
                told.set(idle(app).size());
            });

            assertThat(told).hasValue(1);
            assertThat(idle(app)).singleElement().satisfies(event -> {
                assertThat(event.database()).isEqualTo("app");
                assertThat(event.transaction()).isEqualTo("ponder");
                assertThat(event.work()).isEqualTo("com.example.shop.Bank");
                assertThat(event.idle()).isBetween(Duration.ofSeconds(1), PATIENCE);
                assertThat(event.place()).contains("com.example.shop.Bank.", "(Bank.java:");
                assertThat(event.sentence())
                        .startsWith(
                                "the transaction ponder (com.example.shop.Bank) has done nothing on its connection for ");
            });
        }
    }

    @Test
    void oneThatWaitsForTheServerIsNotIdle() {
        try (App app = open("4s")) {
            long slept = app.database().inTransaction(PONDER, transaction -> {
                long start = System.nanoTime();
                App.number(transaction.connection(), "select 1 from pg_sleep(2)");
                return System.nanoTime() - start;
            });

            assertThat(Duration.ofNanos(slept)).isGreaterThan(Duration.ofSeconds(2));
            assertThat(idle(app)).isEmpty();
        }
    }

    @Test
    void oneThatTheServerEndsForItIsNamedAndNotRunAgain() {
        try (App app = open("1s")) {
            AtomicInteger runs = new AtomicInteger();
            HoldfastException failure = catchThrowableOfType(
                    HoldfastException.class,
                    () -> new Bank(app.database()).ponder(PONDER, () -> {
                        runs.incrementAndGet();
                        untilTheServerEndsIt(app);
                    }));

            assertNamed(failure);
            assertThat(runs).hasValue(1);
            assertThat(app.events(Event.Repeated.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void soIsOneThatIdlesBeforeItsCommit(boolean readOnly) {
        try (App app = open("1s")) {
            AtomicInteger runs = new AtomicInteger();
            HoldfastException failure = catchThrowableOfType(
                    HoldfastException.class,
                    () -> new Bank(app.database()).hesitate(readOnly ? PONDER.readOnly() : PONDER, () -> {
                        runs.incrementAndGet();
                        untilTheServerEndsIt(app);
                    }));

            assertNamed(failure);
            assertThat(runs).hasValue(1);
            assertThat(app.read("select amount from accounts")).isEqualTo(1000);
        }
    }

    private static void assertNamed(HoldfastException failure) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(failure.failure().sqlState()).isEqualTo("25P03");
        assertThat(failure.failure().hint())
                .matches(
                        "ponder \\(com.example.shop.Bank\\) did nothing on its connection for \\d+ ms; do in it only .*");
    }

    private static void untilTheServerEndsIt(App app) {
        await().atMost(PATIENCE)
                .until(() -> app.read("select count(*) from pg_stat_activity where datname = current_database()"
                                + " and state = 'idle in transaction'")
                        == 0);
    }

    private static List<Event.TransactionIdle> idle(App app) {
        return app.events(Event.TransactionIdle.class);
    }

    private static App open(String transaction) {
        App app = App.on(EmbeddedPostgres.shared().freshDatabase(), "timeouts.transaction", transaction);
        app.database().call("make", session -> {
            App.execute(session, "create table accounts (id int primary key, amount int not null)");
            return App.execute(session, "insert into accounts values (0, 1000)");
        });
        return app;
    }
}
