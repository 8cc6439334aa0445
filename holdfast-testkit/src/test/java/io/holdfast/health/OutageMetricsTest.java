package io.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.database.Database;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.Canaries;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HEA-3, CON-2, ERR-4: an outage ends a pool and begins another, and meters know only the one of the moment. */
class OutageMetricsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final Events events = new Events();
    private final Database database = Database.open(Declared.pooled("app", 2), engine, Time.real(), events);
    private final DatabaseMetrics metrics = DatabaseMetrics.of(List.of(database), events);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Readings read = new Readings(registry);

    @BeforeEach
    void measure() {
        metrics.bindTo(registry);
    }

    @AfterEach
    void nothingLeaks() {
        Canaries.assertAbsentFrom(registry.getMetersAsString());
        metrics.close();
        database.close();
    }

    @Test
    void gaugesFollowAnOutageToTheNextPool() throws Exception {
        useOne();
        assertThat(read.pool("")).isPositive();
        assertThat(read.up()).isOne();
        assertThat(read.state("ready")).isOne();

        engine.when("app", ScriptedEngine.refusing(Integer.MAX_VALUE));
        engine.breakAll();
        await().atMost(PATIENCE).until(() -> read.up() == 0);
        assertThat(List.of(read.pool(""), read.pool(".active"), read.pool(".idle"), read.pool(".pending")))
                .containsOnly(0.0);
        assertThat(read.pool(".max")).isEqualTo(2);
        assertThat(read.pool(".min")).isOne();
        assertThat(read.state("down")).isOne();
        assertThat(read.state("ready")).isZero();

        engine.when("app", any -> {});
        await().atMost(PATIENCE).until(() -> read.up() == 1);
        useOne();
        assertThat(read.pool("")).isPositive();
        assertThat(read.state("ready")).isOne();
        await().atMost(PATIENCE).until(() -> read.failovers("none") == 1 && read.failovers("primary") == 1);
    }

    @Test
    void countsGoOnFromOnePoolToTheNext() throws Exception {
        goDownAndComeBack();
        assertThatThrownBy(this::useTwo).isInstanceOf(HoldfastException.class);
        double failed = read.total("holdfast.connections.failed");
        long created = read.timer(".creation").count();
        assertThat(failed).isPositive();
        assertThat(created).isPositive();

        goDownAndComeBack();
        assertThatThrownBy(this::useTwo).isInstanceOf(HoldfastException.class);
        assertThat(read.total("holdfast.connections.failed")).isGreaterThan(failed);
        assertThat(read.timer(".creation").count()).isGreaterThan(created);
    }

    private void useOne() {
        database.call("one", session -> session.connection().isValid(1));
    }

    private void goDownAndComeBack() throws SQLException {
        engine.when("app", ScriptedEngine.refusing(Integer.MAX_VALUE));
        engine.breakAll();
        await().atMost(PATIENCE).until(() -> read.up() == 0);
        engine.when("app", OutageMetricsTest::refusingWhatThePoolOpens);
        await().atMost(PATIENCE).until(() -> read.up() == 1);
    }

    private void useTwo() {
        database.call("outer", outer -> database.call("inner", inner -> 1));
    }

    /** The watch gets its connections, and with each that finds the server again, the next pool its first. */
    private static void refusingWhatThePoolOpens(int attempt) throws SQLException {
        if (Thread.currentThread().getName().contains("connection-adder")) {
            throw new SQLException("too many", "53300");
        }
    }
}
