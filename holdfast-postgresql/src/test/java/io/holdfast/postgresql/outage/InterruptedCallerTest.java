package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.fault.FaultProxy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * CON-4, TX-2: a caller who is interrupted gets the truth, and nobody else notices. A thread of the platform does not
 * notice an interrupt while it waits for a server; a virtual one loses its connection by it.
 */
class InterruptedCallerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LATER = Duration.ofMillis(700);

    private final Endpoint server = EmbeddedPostgres.shared().freshDatabase();
    private final FaultProxy proxy = FaultProxy.to(server);
    private final App app = App.on(proxy.endpoint(server)).withNumbers();
    private final App other = App.on(server);
    private final ExecutorService threads = CallerThreads.open();
    private final AtomicReference<Thread> caller = new AtomicReference<>();
    private final AtomicReference<Object> result = new AtomicReference<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        app.close();
        other.close();
        proxy.close();
    }

    @Test
    void aCommitThatWasSentIsStillFound() {
        call(() -> app.database().inTransaction(transaction -> {
            App.number(transaction.connection(), "insert into numbers values (1) returning n");
            proxy.delay(Duration.ZERO, LATER);
            return "committed";
        }));
        await().atMost(PATIENCE).until(() -> other.read("select count(*) from numbers") == 1);
        proxy.delay(Duration.ZERO, Duration.ZERO);
        caller.get().interrupt();

        assertThat(outcome()).isEqualTo("committed");
    }

    @Test
    void aStatementThatIsATransactionOfItsOwnIsNeverSaidToHaveFailed() {
        call(() -> {
            app.database().call("write", session -> {
                App.number(session.connection(), "select 1");
                proxy.delay(Duration.ZERO, LATER);
                return App.execute(session, "insert into numbers values (1)");
            });
            return "done";
        });
        await().atMost(PATIENCE).until(() -> other.read("select count(*) from numbers") == 1);
        caller.get().interrupt();

        if (CallerThreads.areVirtual()) {
            assertThat(outcome())
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN));
        } else {
            assertThat(outcome()).isEqualTo("done");
        }
    }

    @Test
    void nobodyElseNotices() {
        try (Load load = Load.of(4, number -> app.read("select " + number))) {
            call(() -> app.read("select 7 from pg_sleep(1.5)"));
            await().atMost(PATIENCE)
                    .until(() -> other.read("select count(*) from pg_stat_activity where query like '%pg_sleep(1.5)%'"
                                    + " and state = 'active' and pid <> pg_backend_pid()")
                            == 1);
            caller.get().interrupt();
            Object outcome = outcome();
            int before = load.acknowledged().size();
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() > before + 100);
            load.stop();

            if (CallerThreads.areVirtual()) {
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                HoldfastException.class,
                                failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED));
            } else {
                assertThat(outcome).isEqualTo(7L);
            }
            assertThat(load.failures()).isEmpty();
            assertThat(app.events(Event.ServerChanged.class)).isEmpty();
        }
    }

    private void call(Callable<?> work) {
        threads.submit(() -> {
            caller.set(Thread.currentThread());
            try {
                result.set(work.call());
            } catch (Exception failure) {
                result.set(failure);
            }
        });
    }

    private Object outcome() {
        await().atMost(PATIENCE).until(() -> result.get() != null);
        return result.get();
    }
}
