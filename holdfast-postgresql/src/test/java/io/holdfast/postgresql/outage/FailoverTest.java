package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Event.Rerouted.Calls;
import io.holdfast.pool.ServerName;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.PostgresProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CON-3: a real standby that stands in, and never two servers that are written to. */
class FailoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private PostgresProcess primary;
    private PostgresProcess standby;

    @BeforeEach
    void start() {
        primary = PostgresProcess.fresh();
        primary.execute(
                primary.endpoint("app"),
                "create table numbers (n bigint primary key, server int default inet_server_port())");
        standby = primary.standby();
    }

    @AfterEach
    void stop() {
        standby.close();
        primary.close();
    }

    @Test
    void readsGoOnAtTheStandbyAndWritesFailAtOnceWhileThePrimaryIsDead() {
        try (App app = app("read-only");
                Load reads = Load.of(4, number -> app.read("select count(*) from numbers"))) {
            app.write(1);
            standby.awaitReplay(primary);
            awaitCalls(reads, 100);
            primary.kill();
            awaitReads(app, ServerName.STANDBY);
            awaitCalls(reads, 100);

            HoldfastException refused = catchThrowableOfType(HoldfastException.class, () -> app.write(2));
            assertThat(refused.kind()).isEqualTo(ErrorKind.READ_ONLY);
            assertThat(refused.failure().sentence())
                    .startsWith("app takes no writes: its primary is down (")
                    .endsWith("reads are answered by the standby");
            assertThat(app.database().availability()).isEqualTo(Availability.DEGRADED);

            primary.start();
            awaitWrites(app, ServerName.PRIMARY);
            app.write(3);
            assertThat(app.read("select count(*) from numbers"))
                    .as("the own write is seen")
                    .isEqualTo(2);
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.READY);
            reads.stop();

            assertThat(reads.failures())
                    .extracting(call -> call.failure().getMessage())
                    .isEmpty();
            assertThat(app.events(Event.Rerouted.class).stream()
                            .filter(event -> event.calls() == Calls.READS)
                            .map(Event.Rerouted::to))
                    .containsExactly("standby", "primary");
        }
    }

    @Test
    void readsGoOnAtTheStandbySecondsAfterThePrimaryFroze() {
        try (App app = app("read-only");
                Load reads = Load.of(4, number -> app.read("select count(*) from numbers"))) {
            awaitCalls(reads, 100);
            primary.freeze();
            long frozen = System.nanoTime();
            awaitCalls(reads, 100);
            reads.stop();

            assertThat(reads.failures())
                    .extracting(call -> call.failure().getMessage())
                    .isEmpty();
            assertThat(reads.firstSuccessAfter(frozen)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void aStandbyThatIsLostCostsNothingAndIsTold() {
        try (App app = app("read-only");
                Load reads = Load.of(4, number -> app.read("select count(*) from numbers"))) {
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.READY);
            standby.kill();
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.DEGRADED);
            awaitCalls(reads, 100);
            reads.stop();

            assertThat(reads.failures()).isEmpty();
            assertThat(app.database().status().problem()).startsWith("the standby is down: ");
        }
    }

    @Test
    void whatIsPromotedWhileThePrimaryIsFrozenTakesTheWritesAndNothingIsWrittenTwice() {
        primary.set("synchronous_standby_names", "*");
        try (App app = app("promoted");
                Load writes = Load.of(6, app::writeInTransaction)) {
            awaitCalls(writes, 100);
            primary.freeze();
            await().atMost(PATIENCE).until(() -> app.database().status().write().isEmpty());
            standby.promote();
            awaitWrites(app, ServerName.STANDBY);
            awaitCalls(writes, 100);

            primary.thaw();
            await().atMost(PATIENCE)
                    .until(() -> !app.events(Event.SplitBrain.class).isEmpty());
            await().atMost(PATIENCE).until(() -> app.database().status().write().isEmpty());
            assertThat(app.database().status().problem()).contains("both of its servers do");
            assertThat(app.database().status().fix()).contains("primary 1, standby 2");

            primary.stop();
            awaitWrites(app, ServerName.STANDBY);
            awaitCalls(writes, 100);
            writes.stop();
            primary.start();
            assertWrittenOnce(writes);
        }
    }

    /** A number that both servers have written by themselves was written twice. */
    private void assertWrittenOnce(Load writes) {
        Set<Long> twice = numbers(primary, primary.port());
        twice.retainAll(numbers(standby, standby.port()));
        assertThat(twice).as("written to both servers").isEmpty();
        Set<Long> there = numbers(standby, standby.port());
        there.addAll(numbers(standby, primary.port()));
        assertThat(there).as("every acknowledged number is there").containsAll(writes.acknowledged());
    }

    private static Set<Long> numbers(PostgresProcess at, int writtenBy) {
        String list =
                at.ask(at.endpoint("app"), "select string_agg(n::text, ',') from numbers where server = " + writtenBy);
        Set<Long> numbers = new TreeSet<>();
        for (String number : list.isEmpty() ? new String[0] : list.split(",")) {
            numbers.add(Long.valueOf(number));
        }
        return numbers;
    }

    @Test
    void aServerWithOtherDataIsNeverUsed() {
        try (PostgresProcess stranger = PostgresProcess.fresh()) {
            stranger.execute(stranger.endpoint("app"), "create table numbers (n bigint primary key)");
            try (App app = App.on(
                    primary.endpoint("app"),
                    "standby",
                    stranger.endpoint("app").url().toString(),
                    "standby-mode",
                    "promoted")) {
                await().atMost(PATIENCE)
                        .until(() -> app.database().status().problem().contains("holds other data"));
                app.write(1);
                primary.kill();
                await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.DOWN);
                assertThat(catchThrowableOfType(HoldfastException.class, () -> app.write(2)))
                        .isNotNull();
                assertThat(stranger.ask(stranger.endpoint("app"), "select count(*) from numbers"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void aPrimaryBehindANetworkThatSwallowsEverythingIsLeftToo() {
        try (FaultProxy proxy = FaultProxy.to(primary.endpoint("app"));
                App app = App.on(
                        proxy.endpoint(primary.endpoint("app")),
                        "standby",
                        standby.endpoint("app").url().toString(),
                        "probe.settle",
                        "1s");
                Load reads = Load.of(4, number -> app.read("select count(*) from numbers"))) {
            awaitCalls(reads, 100);
            proxy.blackHole();
            awaitReads(app, ServerName.STANDBY);
            awaitCalls(reads, 100);
            proxy.forwardAnew();
            awaitReads(app, ServerName.PRIMARY);
            awaitCalls(reads, 100);
            reads.stop();

            assertThat(reads.failures())
                    .extracting(call -> call.failure().getMessage())
                    .isEmpty();
        }
    }

    private App app(String mode) {
        return App.on(
                primary.endpoint("app"),
                "standby",
                standby.endpoint("app").url().toString(),
                "standby-mode",
                mode,
                "probe.settle",
                "2s");
    }

    private static void awaitCalls(Load load, int more) {
        int before = load.acknowledged().size();
        await().atMost(PATIENCE).until(() -> load.acknowledged().size() > before + more);
    }

    private static void awaitReads(App app, ServerName server) {
        await().atMost(PATIENCE).until(() -> app.database().status().read().equals(Optional.of(server)));
    }

    private static void awaitWrites(App app, ServerName server) {
        await().atMost(PATIENCE).until(() -> app.database().status().write().equals(Optional.of(server)));
    }
}
