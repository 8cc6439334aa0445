package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.error.ErrorKind;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Event.ServerChanged.ServerState;
import io.holdfast.testkit.fault.PostgresProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CON-1, CON-3, CON-4, CON-5, R1: a server that is killed under load and started again. */
class KilledServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresProcess server = PostgresProcess.fresh();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callsFailAtOnceWhileItIsDownAndSucceedSoonAfterItIsBack() {
        survives(Duration.ofMillis(500));
    }

    @Tag("fault")
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 15})
    void anOutageOfSeconds(int seconds) {
        survives(Duration.ofSeconds(seconds));
    }

    /** The bounds are wide, because other work may keep the machine busy; {@code bin/bench connection} is exact. */
    private void survives(Duration outage) {
        try (App app = App.on(server.endpoint("app")).withNumbers();
                Load reads = Load.of(8, number -> app.read("select " + number));
                Load writes = Load.of(8, app::writeInTransaction)) {
            await().until(() -> reads.calls().size() > 200 && writes.calls().size() > 200);
            server.kill();
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.DOWN);
            await().pollDelay(outage).atMost(PATIENCE).until(() -> true);
            server.start();
            long back = System.nanoTime();
            await().atMost(PATIENCE).until(() -> writes.firstSuccessAfter(back).compareTo(PATIENCE) < 0);
            reads.stop();
            writes.stop();

            List<Load.Call> rejected = reads.failures().stream()
                    .filter(call -> call.known().failure().sentence().startsWith("app is down: "))
                    .toList();
            assertThat(rejected)
                    .as(() -> "of " + summary(reads))
                    .isNotEmpty()
                    .allSatisfy(call -> assertThat(call.known().kind()).isEqualTo(ErrorKind.CONNECTION));
            assertThat(Load.percentile(rejected, 90)).isLessThan(Duration.ofMillis(5));
            assertThat(reads.firstSuccessAfter(back)).isLessThan(Duration.ofSeconds(3));
            assertEveryAcknowledgedNumberIsThere(app, writes);
            assertThat(app.events(Event.ServerChanged.class))
                    .extracting(Event.ServerChanged::state)
                    .startsWith(ServerState.DOWN, ServerState.UP);
        }
    }

    /** After a crash nobody can tell of some commits whether they took effect; their callers are told just that. */
    private static void assertEveryAcknowledgedNumberIsThere(App app, Load writes) {
        List<Long> there = app.numbers();
        assertThat(there).containsAll(writes.acknowledged());
        there.removeAll(writes.acknowledged());
        assertThat(writes.unknown())
                .as("what is there and was not acknowledged")
                .containsAll(there);
    }

    private static String summary(Load load) {
        return load.failures().stream()
                .collect(Collectors.groupingBy(
                        call -> String.valueOf(call.failure().getMessage()), Collectors.counting()))
                .toString();
    }
}
