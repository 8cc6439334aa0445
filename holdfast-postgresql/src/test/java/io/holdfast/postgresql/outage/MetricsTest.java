package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.Endpoint;
import io.holdfast.health.DatabaseMetrics;
import io.holdfast.pool.ServerName;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.fault.PostgresProcess;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HEA-3, CON-2, ERR-4: what the meters say while real servers die, come back, stand in and grow apart. */
class MetricsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresProcess server = PostgresProcess.fresh();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void gaugesAndTimersFollowAKilledServerToItsNextPool() throws Exception {
        try (App app = App.on(server.endpoint("app"), "pool.size", "3");
                DatabaseMetrics metrics = app.metrics();
                Connection away = app.database().dataSource().getConnection()) {
            metrics.bindTo(registry);
            assertThat(app.read("select 1")).isOne();
            assertThat(pool("active")).isOne();
            assertThat(timed("acquire")).isOne();
            assertThat(timed("usage")).isOne();

            server.kill();
            eventually(() -> up("primary") == 0);
            assertThat(pool("active")).isZero();
            assertThat(pool("idle")).isZero();
            assertThat(pool("max")).isEqualTo(3);

            server.start();
            eventually(() -> up("primary") == 1);
            assertThat(app.read("select 1")).isOne();
            assertThat(pool("active"))
                    .as("what is lent of the pool before is not counted")
                    .isZero();
            assertThat(timed("acquire")).isEqualTo(2);
            assertThat(timed("creation")).isPositive();
            assertThat(away.isValid(1)).isFalse();
            Endpoint.Credentials known = server.endpoint("app").credentials().orElseThrow();
            Canaries.assertAbsentFrom(
                    registry.getMetersAsString(), known.password().reveal());
        }
    }

    @Test
    void callersWhoWaitForTheServerAreCountedAndSoAreThoseWhoAreOneTooMany() {
        try (App app = App.on(server.endpoint("app"), "while-down", "wait", "pool.acquire-timeout", "20s");
                DatabaseMetrics metrics = app.metrics()) {
            metrics.bindTo(registry);
            server.kill();
            eventually(() -> up("primary") == 0);
            try (Load load = Load.of(4, number -> app.read("select " + number))) {
                eventually(() -> gauge("holdfast.callers.waiting") == 4);
                server.start();
                eventually(() -> gauge("holdfast.callers.waiting") == 0);
                load.stop();
                assertThat(load.failures()).isEmpty();
            }
        }
        MeterRegistry crowded = new SimpleMeterRegistry();
        try (App app = App.on(server.endpoint("app"), "pool.size", "1", "pool.max-waiting", "1");
                DatabaseMetrics metrics = app.metrics();
                Load load = Load.of(4, number -> app.read("select " + number))) {
            metrics.bindTo(crowded);
            eventually(() -> crowded.get("holdfast.connections.turned.away")
                            .functionCounter()
                            .count()
                    > 0);
            load.stop();
        }
    }

    @Test
    void aStandbyThatStandsInAndTwoWhoTakeWritesAreSeen() {
        server.endpoint("app");
        try (PostgresProcess standby = server.standby();
                App app = App.on(
                        server.endpoint("app"),
                        "standby",
                        standby.endpoint("app").url().toString(),
                        "standby-mode",
                        "promoted",
                        "probe.settle",
                        "1s");
                DatabaseMetrics metrics = app.metrics()) {
            metrics.bindTo(registry);
            eventually(() -> up("standby") == 1);
            eventually(() -> app.database().status().read().equals(Optional.of(ServerName.PRIMARY)));
            assertThat(gauge("holdfast.split.brain")).isZero();

            server.kill();
            eventually(() -> rerouted("reads", "standby") == 1 && rerouted("writes", "none") == 1);
            assertThat(up("primary")).isZero();
            assertThat(up("standby")).isOne();
            assertThat(gauge("holdfast.db.state", "state", "degraded")).isOne();

            standby.promote();
            eventually(() -> rerouted("writes", "standby") == 1);
            assertThat(gauge("holdfast.split.brain")).isZero();

            server.start();
            eventually(() -> gauge("holdfast.split.brain") == 1);
            eventually(() -> rerouted("writes", "none") == 2);
            server.stop();
            eventually(() -> gauge("holdfast.split.brain") == 0);
        }
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }

    private double up(String name) {
        return gauge("holdfast.db.up", "engine", "postgresql", "server", name);
    }

    private double rerouted(String calls, String to) {
        return registry.get("holdfast.failover")
                .tags("db", "app", "calls", calls, "to", to)
                .counter()
                .count();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tag("db", "app").tags(tags).gauge().value();
    }

    private double pool(String name) {
        return registry.get("hikaricp.connections." + name)
                .tag("pool", "holdfast-app")
                .gauge()
                .value();
    }

    private long timed(String name) {
        return registry.get("hikaricp.connections." + name)
                .tag("pool", "holdfast-app")
                .timer()
                .count();
    }
}
