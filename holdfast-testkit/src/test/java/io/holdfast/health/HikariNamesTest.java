package io.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.database.Database;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HEA-3, CON-2: a pool of ours is measured as HikariCP measures one of its own; both do the same here, side by side. */
class HikariNamesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MeterRegistry theirs = new SimpleMeterRegistry();
    private final MeterRegistry ours = new SimpleMeterRegistry();
    private final DatabaseConfig config = Declared.pooled("app", 3);
    private final Database database = Database.open(config, new ScriptedEngine(), Time.real(), new Events());
    private final DatabaseMetrics metrics = DatabaseMetrics.of(List.of(database), new Events());
    private HikariDataSource hikari;

    @BeforeEach
    void measure() {
        var settings = new HikariConfig();
        settings.setPoolName("holdfast-app");
        settings.setJdbcUrl("jdbc:sqlite::memory:");
        settings.setMaximumPoolSize(config.pool().size());
        settings.setMinimumIdle(config.pool().minIdle());
        settings.setConnectionTimeout(config.pool().acquireTimeout().toMillis());
        settings.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(theirs));
        hikari = new HikariDataSource(settings);
        metrics.bindTo(ours);
    }

    @AfterEach
    void close() {
        metrics.close();
        database.close();
        hikari.close();
    }

    @Test
    void thereAreTheSameMetersOfTheSameTypesWithTheSameTagsUnitsAndDescriptions() {
        assertThat(meters(theirs)).hasSize(10);
        assertThat(meters(ours)).isEqualTo(meters(theirs));
    }

    @Test
    void theySayTheSameWhileConnectionsAreBorrowedAndGivenBackAndAllAreInUse() throws Exception {
        borrowAllAndOneMore(hikari);
        borrowAllAndOneMore(database.dataSource());

        awaitSame(Map.of("", 3.0, ".active", 0.0, ".idle", 3.0, ".pending", 0.0, ".max", 3.0, ".min", 1.0));
        assertThat(count(ours, ".timeout")).isEqualTo(count(theirs, ".timeout")).isEqualTo(1);
        assertThat(count(ours, ".usage")).isEqualTo(count(theirs, ".usage")).isEqualTo(3);
        assertThat(count(ours, ".acquire")).isEqualTo(3);
        assertThat(count(theirs, ".acquire"))
                .as("HikariCP's time to acquire holds the callers whose patience ended, too")
                .isEqualTo(4);
    }

    @Test
    void theySayTheSameWhileConnectionsAreAway() throws Exception {
        try (Connection one = hikari.getConnection();
                Connection two = database.dataSource().getConnection()) {
            assertThat(one.isValid(1)).isEqualTo(two.isValid(1)).isTrue();
            awaitSame(Map.of(".active", 1.0, ".pending", 0.0, ".max", 3.0, ".min", 1.0));
        }
    }

    private void awaitSame(Map<String, Double> expected) {
        Map<String, Double> sorted = new TreeMap<>(expected);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(gauges(ours, sorted.keySet())).isEqualTo(sorted);
            assertThat(gauges(theirs, sorted.keySet())).isEqualTo(sorted);
        });
    }

    private static void borrowAllAndOneMore(DataSource source) throws SQLException {
        try (Connection one = source.getConnection();
                Connection two = source.getConnection();
                Connection three = source.getConnection()) {
            ThrowingCallable oneMore = source::getConnection;
            assertThatThrownBy(oneMore).isInstanceOf(SQLException.class);
        }
    }

    private static Set<String> meters(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("hikaricp"))
                .map(id -> "%s %s %s %s %s"
                        .formatted(id.getName(), id.getType(), id.getTags(), id.getBaseUnit(), id.getDescription()))
                .collect(Collectors.toSet());
    }

    private static Map<String, Double> gauges(MeterRegistry registry, Set<String> names) {
        return new TreeMap<>(names.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> registry.get("hikaricp.connections" + name)
                                .tag("pool", "holdfast-app")
                                .gauge()
                                .value())));
    }

    private static double count(MeterRegistry registry, String name) {
        Meter meter = registry.get("hikaricp.connections" + name).meter();
        return StreamSupport.stream(meter.measure().spliterator(), false)
                .filter(measurement -> measurement.getStatistic() == Statistic.COUNT)
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
