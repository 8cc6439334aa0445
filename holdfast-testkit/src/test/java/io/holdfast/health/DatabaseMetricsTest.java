package io.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.database.Database;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.Canaries;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HEA-3, CON-2, ERR-4: databases as meters. */
class DatabaseMetricsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final Events events = new Events();
    private final Database database = Database.open(Declared.pooled("app", 2), engine, Time.real(), events);
    private final DatabaseMetrics metrics = DatabaseMetrics.of(List.of(database), events);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Readings read = new Readings(registry);

    @AfterEach
    void nothingLeaks() {
        Canaries.assertAbsentFrom(registry.getMetersAsString());
        String ids = registry.getMeters().stream()
                .map(meter -> meter.getId() + " " + meter.getId().getDescription())
                .collect(Collectors.joining("\n"));
        Canaries.assertAbsentFrom(ids);
        assertThat(ids).doesNotContain("someone", "app.db", "sqlite:", "select");
        metrics.close();
        database.close();
    }

    @Test
    void timersTakeWhatPassedFromTheMomentTheyAreBound() {
        use();
        metrics.bindTo(registry);
        use();
        use();

        assertThat(read.timer(".acquire").count()).isEqualTo(2);
        assertThat(read.timer(".usage").count()).isEqualTo(2);
        assertThat(read.timer(".usage").totalTime(TimeUnit.NANOSECONDS)).isPositive();
    }

    @Test
    void timersHaveTenBucketsIfThatIsAskedForAndNoneOtherwise() {
        metrics.bindTo(registry);
        assertThat(read.timer(".usage").takeSnapshot().histogramCounts()).isEmpty();
        var other = new SimpleMeterRegistry();
        try (DatabaseMetrics detailed = metrics.withBuckets()) {
            detailed.bindTo(other);
            use();

            Timer usage = other.get("hikaricp.connections.usage").timer();
            assertThat(usage.takeSnapshot().histogramCounts()).hasSize(10);
            assertThat(usage.takeSnapshot().histogramCounts()[9].count()).isOne();
        }
    }

    @Test
    void everyRegistryIsMeasuredIntoOnceAndNothingIsLeftInAnyAfterTheEnd() {
        MeterRegistry second = new SimpleMeterRegistry();
        second.counter("somebody.else");
        metrics.bindTo(registry);
        metrics.bindTo(registry);
        metrics.bindTo(second);
        events.publish(repeated("app", ErrorKind.TIMEOUT));
        use();
        Timer before = read.timer(".usage");
        assertThat(before.count()).isOne();
        assertThat(second.get("hikaricp.connections.usage").timer().count()).isOne();

        metrics.close();
        metrics.close();
        use();
        events.publish(repeated("app", ErrorKind.DEADLOCK));

        assertThat(registry.getMeters()).isEmpty();
        assertThat(second.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactly("somebody.else");
        assertThat(before.count()).isOne();
    }

    @Test
    void whatIsAnnouncedIsCountedForTheDatabasesThatAreMeasured() {
        metrics.bindTo(registry);
        assertThat(read.counter("holdfast.retries", "kind", "deadlock")).isZero();
        events.publish(repeated("app", ErrorKind.DEADLOCK));
        events.publish(repeated("app", ErrorKind.DEADLOCK));
        events.publish(repeated("app", ErrorKind.DISK_FULL));
        events.publish(repeated("other", ErrorKind.DEADLOCK));
        events.publish(new Event.CredentialsChanged("app", "primary", Event.CredentialsChanged.Outcome.REFUSED));
        events.publish(new Event.Rerouted("app", Event.Rerouted.Calls.READS, "", "primary", ""));

        assertThat(read.counter("holdfast.retries", "kind", "deadlock")).isEqualTo(2);
        assertThat(read.counter("holdfast.retries", "kind", "disk-full")).isOne();
        assertThat(read.counter("holdfast.retries", "kind", "serialization")).isZero();
        assertThat(read.counter("holdfast.credentials.changes", "outcome", "refused"))
                .isOne();
        assertThat(read.counter("holdfast.credentials.changes", "outcome", "accepted"))
                .isZero();
        assertThat(read.counter("holdfast.failover", "calls", "reads", "to", "primary"))
                .isOne();
        assertThat(registry.getMeters())
                .extracting(meter -> String.valueOf(meter.getId().getTag("db")))
                .doesNotContain("other");
    }

    @Test
    void callersThatGetNoConnectionAreCountedByTheReason() {
        metrics.bindTo(registry);
        database.call(
                "outer",
                outer -> database.call("inner", inner -> {
                    assertThatThrownBy(this::use).hasMessageContaining("all 2 connections");
                    return 1;
                }));

        assertThat(read.total("hikaricp.connections.timeout")).isOne();
        assertThat(read.total("holdfast.connections.turned.away")).isZero();
        assertThat(read.total("holdfast.connections.leaked")).isZero();
        assertThat(registry.get("holdfast.callers.waiting")
                        .tag("db", "app")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void aStandbyHasMetersOfItsOwnAndTwoServersThatTakeWritesAreSeen() {
        try (Database two = TwoServers.open(events);
                DatabaseMetrics both = DatabaseMetrics.of(List.of(two), events)) {
            both.bindTo(registry);
            await().atMost(PATIENCE).until(() -> two.status().servers().get(1).up());

            assertThat(registry.get("hikaricp.connections.max")
                            .tag("pool", "holdfast-app-standby")
                            .gauge()
                            .value())
                    .isEqualTo(2);
            assertThat(registry.get("holdfast.db.up")
                            .tag("server", "standby")
                            .gauge()
                            .value())
                    .isOne();
            assertThat(registry.get("holdfast.split.brain")
                            .tag("db", "app")
                            .gauge()
                            .value())
                    .isOne();
        }
    }

    @Test
    void twoPoolsThatWouldHaveOneNameAreRefused() {
        assertThatThrownBy(() -> DatabaseMetrics.of(List.of(database, database), events))
                .isInstanceOfSatisfying(HoldfastException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                    assertThat(failure).hasMessageContaining("holdfast-app");
                });
    }

    private void use() {
        database.call("use", session -> session.connection().isValid(1));
    }

    private static Event repeated(String database, ErrorKind kind) {
        return new Event.Repeated(database, "count-orders", 1, kind);
    }
}
