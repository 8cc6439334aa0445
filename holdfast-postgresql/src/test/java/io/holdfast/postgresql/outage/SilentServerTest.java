package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.PostgresProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** CON-3, CON-5, CON-6, R1: a server or a network that says nothing, and one that is only slow. */
class SilentServerTest {
    /** Two probes of a second each, and half a second before the first; the rest is for a busy machine. */
    private static final Duration NOTICED = Duration.ofSeconds(6);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @Test
    void nobodyHangsOnAServerThatIsFrozen() {
        survivesFrozenServer(Duration.ZERO);
    }

    @Tag("fault")
    @Test
    void aServerThatIsFrozenForHalfAMinute() {
        survivesFrozenServer(HALF_A_MINUTE);
    }

    private static void survivesFrozenServer(Duration silence) {
        try (PostgresProcess server = PostgresProcess.fresh();
                App app = App.on(server.endpoint("app"));
                Load load = Load.of(8, number -> app.read("select " + number))) {
            await().until(() -> load.calls().size() > 100);
            server.freeze();
            await().atMost(NOTICED).until(() -> app.database().availability() == Availability.DOWN);
            assertNobodyHangs(load);
            pass(silence);

            server.thaw();
            long back = System.nanoTime();
            await().atMost(PATIENCE).until(() -> load.firstSuccessAfter(back).compareTo(PATIENCE) < 0);
            load.stop();
            assertThat(load.firstSuccessAfter(back)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void nobodyHangsInANetworkThatSwallowsEverything() {
        survivesBlackHole(Duration.ZERO);
    }

    @Tag("fault")
    @Test
    void aNetworkThatSwallowsEverythingForHalfAMinute() {
        survivesBlackHole(HALF_A_MINUTE);
    }

    private static void survivesBlackHole(Duration silence) {
        Endpoint server = EmbeddedPostgres.shared().freshDatabase();
        try (FaultProxy proxy = FaultProxy.to(server);
                App app = App.on(proxy.endpoint(server));
                Load load = Load.of(8, number -> app.read("select " + number))) {
            await().until(() -> load.calls().size() > 100);
            proxy.blackHole();
            await().atMost(NOTICED).until(() -> app.database().availability() == Availability.DOWN);
            assertNobodyHangs(load);
            pass(silence);

            proxy.forwardAnew();
            long back = System.nanoTime();
            await().atMost(PATIENCE).until(() -> load.firstSuccessAfter(back).compareTo(PATIENCE) < 0);
            load.stop();
            assertThat(load.firstSuccessAfter(back)).isLessThan(Duration.ofSeconds(3));
        }
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
    }

    @Test
    void aHostThatLeftTheNetworkIsNoticedToo() {
        Endpoint server = EmbeddedPostgres.shared().freshDatabase();
        try (FaultProxy proxy = FaultProxy.to(server);
                App app = App.on(proxy.endpoint(server))) {
            app.read("select 1");
            proxy.unreachable();
            await().atMost(NOTICED).until(() -> app.database().availability() == Availability.DOWN);

            proxy.forwardAnew();
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.READY);
            assertThat(app.read("select 1")).isEqualTo(1);
        }
    }

    /** Every thread is inside a call; those that began before the silence was noticed have ended with it. */
    private static void assertNobodyHangs(Load load) {
        long noticed = load.ended();
        await().atMost(PATIENCE).until(() -> load.ended() > noticed + 1_000);
        List<Load.Call> slow = load.failures().stream()
                .filter(call -> call.took().compareTo(Duration.ofMillis(500)) > 0)
                .toList();
        assertThat(slow).hasSizeLessThanOrEqualTo(16).allSatisfy(call -> {
            assertThat(call.took()).isLessThan(NOTICED.plusSeconds(1));
            assertThat(call.known().kind()).isEqualTo(ErrorKind.CONNECTION);
        });
    }

    @Test
    void aServerThatIsSlowIsNotGivenUp() {
        Endpoint server = EmbeddedPostgres.shared().freshDatabase();
        try (FaultProxy proxy = FaultProxy.to(server);
                App app = App.on(proxy.endpoint(server), "timeouts.connect", "10s", "pool.acquire-timeout", "10s");
                Load load = Load.of(4, number -> app.read("select " + number))) {
            await().until(() -> load.calls().size() > 50);
            proxy.delay(Duration.ofMillis(150), Duration.ofMillis(150));
            int before = load.calls().size();
            await().atMost(PATIENCE).until(() -> load.calls().size() > before + 40);
            load.stop();

            assertThat(load.failures()).isEmpty();
            assertThat(app.events(Event.ServerChanged.class)).isEmpty();
        }
    }

    @Test
    void oneConnectionThatIsSwallowedEndsWithTheStatementsTime() {
        Endpoint server = EmbeddedPostgres.shared().freshDatabase();
        try (FaultProxy proxy = FaultProxy.to(server);
                App app = App.on(proxy.endpoint(server), "timeouts.statement", "500ms")) {
            long start = System.nanoTime();
            var load = Load.of(1, number -> app.read("select pg_sleep(20)"));
            await().atMost(PATIENCE).until(() -> !load.failures().isEmpty());
            load.close();

            assertThat(load.failures().get(0).known().kind()).isIn(ErrorKind.CANCELLED, ErrorKind.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
