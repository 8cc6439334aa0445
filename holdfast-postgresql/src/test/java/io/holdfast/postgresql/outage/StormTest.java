package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.testkit.fault.PostgresProcess;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CON-3, CON-4, CON-6, R1: sessions that are ended by the dozen, connections that are refused, crowds. */
class StormTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PostgresProcess server = PostgresProcess.fresh();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sessionsThatAreEndedAgainAndAgainCostNoReadAndNoTransaction() {
        try (App app = App.on(server.endpoint("app")).withNumbers();
                Load reads = Load.of(4, number -> app.read("select " + number));
                Load writes = Load.of(4, app::writeInTransaction)) {
            for (int storm = 1; storm <= 10; storm++) {
                int before = reads.acknowledged().size() + writes.acknowledged().size();
                server.terminateBackends();
                await().atMost(PATIENCE)
                        .until(() -> reads.acknowledged().size()
                                        + writes.acknowledged().size()
                                > before + 20);
            }
            reads.stop();
            writes.stop();

            assertThat(reads.failures())
                    .extracting(call -> call.failure().getMessage())
                    .isEmpty();
            assertThat(writes.failures())
                    .extracting(call -> call.failure().getMessage())
                    .isEmpty();
            assertThat(app.read("select count(*) from numbers"))
                    .isEqualTo(writes.acknowledged().size());
            assertThat(app.events(Event.ServerChanged.class)).isEmpty();
        }
    }

    @Test
    void aServerWithoutConnectionsLeftIsNoServerThatIsDown() throws Exception {
        server.execute("create role guest login password 'guest' connection limit 4", "grant pg_monitor to guest");
        server.endpoint("app");
        try (App app =
                App.on(server.endpoint("app"), "user", "guest", "password", "guest", "pool.acquire-timeout", "500ms")) {
            var everybody = new CountDownLatch(1);
            Load load = Load.of(
                    8,
                    number -> app.database().call("hold", session -> {
                        everybody.await();
                        return App.number(session.connection(), "select 1");
                    }));
            await().atMost(PATIENCE).until(() -> load.failures().size() > 10);
            assertThat(load.failures())
                    .allSatisfy(
                            call -> assertThat(call.known().kind()).isIn(ErrorKind.RESOURCE, ErrorKind.POOL_EXHAUSTED));
            assertThat(app.database().availability()).isEqualTo(Availability.READY);

            everybody.countDown();
            await().atMost(PATIENCE).until(() -> !load.acknowledged().isEmpty());
            load.stop();
            assertThat(app.events(Event.ServerChanged.class)).isEmpty();
        }
    }

    @Test
    void aThousandWhoWaitAreServedWhenTheServerIsBackWithoutAStampede() {
        try (App app = App.on(
                server.endpoint("app"),
                "while-down",
                "wait",
                "pool.acquire-timeout",
                "60s",
                "pool.max-waiting",
                "2000")) {
            server.kill();
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.DOWN);
            Load load = Load.once(1_000, number -> app.read("select " + number));
            await().atMost(PATIENCE).until(() -> app.database().status().waiting() > 900);

            server.start();
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() == 1_000);
            load.stop();

            assertThat(load.failures()).isEmpty();
            assertThat(Long.parseLong(server.ask("select count(*) from pg_stat_activity where datname = 'app'")))
                    .isLessThanOrEqualTo(12);
        }
    }

    @Test
    void aCrowdThatIsTooLargeIsTurnedAwayAtOnce() {
        try (App app = App.on(
                server.endpoint("app"),
                "while-down",
                "wait",
                "pool.acquire-timeout",
                "60s",
                "pool.max-waiting",
                "10")) {
            server.kill();
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.DOWN);
            Load load = Load.once(100, number -> app.read("select " + number));
            await().atMost(PATIENCE).until(() -> load.failures().size() == 90);

            assertThat(load.failures())
                    .allSatisfy(call -> assertThat(call.known().kind()).isEqualTo(ErrorKind.POOL_EXHAUSTED));
            server.start();
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() == 10);
            load.stop();
        }
    }

    @Test
    void aWaiterWhosePatienceEndsIsToldWhatIsWrong() {
        try (App app = App.on(server.endpoint("app"), "while-down", "wait", "pool.acquire-timeout", "300ms")) {
            server.kill();
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.DOWN);

            HoldfastException failure = catchThrowableOfType(HoldfastException.class, () -> app.read("select 1"));

            assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
            assertThat(failure.failure().sentence()).startsWith("app is down: ");
        }
    }
}
