package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.error.ErrorKind;
import io.holdfast.event.Availability;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.FaultProxy.Cut;
import io.holdfast.testkit.fault.PostgresProcess;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CON-1: closing ends everything soon, whatever is going on: threads, connections, callers who wait. */
class ClosingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PostgresProcess server = PostgresProcess.fresh();
    private final FaultProxy proxy = FaultProxy.to(server.endpoint("app"));

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    /** What is going on. */
    enum Trouble {
        NONE,
        KILLED,
        FROZEN,
        FROZEN_AND_NOTICED,
        SWALLOWED,
        UNREACHABLE,
        CUT_AT_COMMIT,
        SLOW,
        SESSIONS_ENDED,
        WAITING_FOR_THE_SERVER
    }

    @ParameterizedTest
    @EnumSource
    void everythingEndsInTime(Trouble trouble) {
        Set<String> before = threads();
        String whileDown = trouble == Trouble.WAITING_FOR_THE_SERVER ? "wait" : "reject";
        App app = App.on(proxy.endpoint(server.endpoint("app")), "while-down", whileDown, "pool.acquire-timeout", "20s")
                .withNumbers();
        try (Load load = Load.of(6, app::writeInTransaction)) {
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() > 50);
            make(trouble, app);

            long start = System.nanoTime();
            app.close();
            app.close();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).as("closing").isLessThan(Duration.ofSeconds(20));

            await().atMost(PATIENCE)
                    .until(() -> load.failures().stream()
                                    .filter(call -> call.known().kind() == ErrorKind.CANCELLED)
                                    .count()
                            > 6);
            load.stop();
        }
        assertThatThrownBy(() -> app.read("select 1")).hasMessage("app was closed");
        assertThat(app.database().availability()).isEqualTo(Availability.DOWN);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        recover(trouble);
        await().atMost(PATIENCE)
                .until(() -> server.ask("select count(*) from pg_stat_activity where application_name = 'holdfast'"
                                + " and datname = 'app'")
                        .equals("0"));
    }

    private void make(Trouble trouble, App app) {
        switch (trouble) {
            case NONE -> {}
            case KILLED -> server.kill();
            case FROZEN -> server.freeze();
            case FROZEN_AND_NOTICED -> {
                server.freeze();
                await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.DOWN);
            }
            case SWALLOWED -> proxy.blackHole();
            case UNREACHABLE -> proxy.unreachable();
            case CUT_AT_COMMIT -> proxy.cutEach("COMMIT", Cut.AFTER, 1_000);
            case SLOW -> proxy.delay(Duration.ofMillis(150), Duration.ofMillis(150));
            case SESSIONS_ENDED -> server.terminateBackends();
            case WAITING_FOR_THE_SERVER -> {
                server.kill();
                await().atMost(PATIENCE).until(() -> app.database().status().waiting() > 0);
            }
        }
    }

    private void recover(Trouble trouble) {
        switch (trouble) {
            case KILLED, WAITING_FOR_THE_SERVER -> server.start();
            case FROZEN, FROZEN_AND_NOTICED -> server.thaw();
            case SWALLOWED, UNREACHABLE -> proxy.forwardAnew();
            default -> {}
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("holdfast-"))
                .collect(Collectors.toSet());
    }

    @Test
    void whatTakesTooLongIsCancelledAtTheServerToo() {
        App app = App.on(server.endpoint("app"), "timeouts.statement", "10m");
        try (Load load = Load.once(6, number -> app.read("select 1 from pg_sleep(600)"))) {
            await().atMost(PATIENCE).until(() -> sleeping() == 6);
            app.close();
            load.stop();

            assertThat(load.failures())
                    .hasSize(6)
                    .allSatisfy(call -> assertThat(call.known().kind()).isEqualTo(ErrorKind.CANCELLED));
        }
        await().atMost(PATIENCE).until(() -> sleeping() == 0);
    }

    private int sleeping() {
        return Integer.parseInt(server.ask("select count(*) from pg_stat_activity where query like '%pg_sleep(600)%'"
                + " and state = 'active' and pid <> pg_backend_pid()"));
    }

    @Test
    void whatIsGoingOnIsFinishedFirst() {
        App app = App.on(server.endpoint("app"));
        try (Load load = Load.once(4, number -> app.read("select 1 from pg_sleep(1)"))) {
            await().atMost(PATIENCE)
                    .until(() -> app.database().poolStatus().orElseThrow().active() == 4);
            app.close();
            load.stop();

            assertThat(load.acknowledged()).hasSize(4);
        }
    }
}
