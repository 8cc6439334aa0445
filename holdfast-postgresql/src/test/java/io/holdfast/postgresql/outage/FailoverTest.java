package io.holdfast.postgresql.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.pool.ServerName;
import io.holdfast.testkit.fault.PostgresProcess;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CON-3: a standby that stands in, and never two servers that are written to. */
class FailoverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private PostgresProcess primary;
    private PostgresProcess standby;

    @BeforeEach
    void start() {
        primary = PostgresProcess.fresh();
        primary.execute(primary.endpoint("app"), "create table numbers (n bigint primary key)");
        standby = primary.standby();
    }

    @AfterEach
    void stop() {
        standby.close();
        primary.close();
    }

    @Test
    void readsGoOnAtTheStandbyAndWritesFailAtOnceWhileThePrimaryIsDead() {
        try (App app = app("read-only")) {
            app.write(1);
            standby.awaitReplay(primary);
            primary.kill();
            long killed = System.nanoTime();

            await().atMost(PATIENCE)
                    .until(() -> app.database().status().read().equals(Optional.of(ServerName.STANDBY)));
            System.err.println("reads at the standby after " + (System.nanoTime() - killed) / 1e6);
            assertThat(app.read("select count(*) from numbers")).isEqualTo(1);
            HoldfastException refused = catchThrowableOfType(HoldfastException.class, () -> app.write(2));
            System.err.println(refused.failure());
            assertThat(refused.kind()).isEqualTo(ErrorKind.READ_ONLY);
            assertThat(refused.failure().sentence())
                    .contains("its primary is down")
                    .contains("answered by the standby");
            assertThat(app.database().availability()).isEqualTo(Availability.DEGRADED);

            primary.start();
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> app.write(3));
            assertThat(app.read("select count(*) from numbers")).isEqualTo(2);
            await().atMost(PATIENCE).until(() -> app.database().availability() == Availability.READY);
        }
    }

    @Test
    void aPromotedStandbyTakesTheWritesAndTheOldPrimaryIsRefused() {
        try (App app = app("promoted");
                Load load = Load.of(4, app::writeInTransaction)) {
            await().until(() -> load.acknowledged().size() > 50);
            primary.freeze();
            await().atMost(PATIENCE).until(() -> app.database().status().write().isEmpty());
            standby.promote();
            await().atMost(PATIENCE)
                    .until(() -> app.database().status().write().equals(Optional.of(ServerName.STANDBY)));
            int before = load.acknowledged().size();
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() > before + 50);

            primary.thaw();
            await().atMost(PATIENCE)
                    .until(() -> !app.events(Event.SplitBrain.class).isEmpty());
            await().atMost(PATIENCE).until(() -> app.database().status().write().isEmpty());
            System.err.println(app.database().status());
            primary.stop();
            await().atMost(PATIENCE)
                    .until(() -> app.database().status().write().equals(Optional.of(ServerName.STANDBY)));
            int later = load.acknowledged().size();
            await().atMost(PATIENCE).until(() -> load.acknowledged().size() > later + 50);
            load.stop();
            System.err.println(load.failures().stream()
                    .map(c -> c.failure().getMessage())
                    .distinct()
                    .toList());
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
}
