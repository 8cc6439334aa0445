package io.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.database.Database;
import io.holdfast.engine.Certificates;
import io.holdfast.event.Events;
import io.holdfast.resilience.Pauser;
import io.holdfast.resilience.Time;
import io.holdfast.signal.Signal;
import io.holdfast.signal.Signal.Level;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** HEA-1, CON-2, CON-3, CON-6, CON-7: what databases show of themselves while things happen to them. */
class DatabaseSignalsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final Events events = new Events();

    @Test
    void aDatabaseThatIsAsItShouldBeSaysSo() {
        try (Database database = open(Declared.pooled("app", 2), Time.real())) {
            List<Signal> signals = DatabaseSignals.of(List.of(database)).get();

            assertThat(signals)
                    .extracting(Signal::name)
                    .containsExactly("database.state", "pool.exhausted", "pool.leaks");
            assertThat(signals).allSatisfy(signal -> {
                assertThat(signal.subject()).isEqualTo("app");
                assertThat(signal.level()).isEqualTo(Level.OK);
                assertThat(signal.fix()).isEmpty();
            });
        }
    }

    @Test
    void oneThatIsDownIsAnErrorOnlyIfItIsRequiredAndHasNoPool() throws Exception {
        try (Database required = open(Declared.required("app"), Time.real());
                Database optional = open(Declared.optional("extra"), Time.real())) {
            engine.when("app", ScriptedEngine.refusing(Integer.MAX_VALUE));
            engine.when("extra", ScriptedEngine.refusing(Integer.MAX_VALUE));
            engine.breakAll();
            await().atMost(PATIENCE).untilAsserted(() -> {
                List<Signal> signals =
                        DatabaseSignals.of(List.of(required, optional)).get();
                assertThat(signals).extracting(Signal::level).containsExactly(Level.ERROR, Level.WARNING);
                assertThat(signals).allSatisfy(signal -> {
                    assertThat(signal.name()).isEqualTo("database.state");
                    assertThat(signal.sentence()).startsWith("down: ");
                    assertThat(signal.fix()).isNotEmpty();
                });
                Canaries.assertAbsentFrom(signals.toString());
            });
        }
    }

    @Test
    void aPoolThatIsExhaustedIsSeenUntilItIsNot() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Database database = open(Declared.pooled("app", 1), Time.real())) {
            Connection held = database.dataSource().getConnection();
            var seen = new AtomicBoolean();
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                    () -> {
                        while (!seen.get()) {
                            waitForAConnection(database);
                        }
                    },
                    thread);
            await().atMost(PATIENCE)
                    .until(() -> read(database, "pool.exhausted")
                            .sentence()
                            .equals("the only connection is in use, and a caller waits"));
            seen.set(true);
            held.close();
            waiting.get(20, TimeUnit.SECONDS);

            await().atMost(PATIENCE)
                    .until(() -> read(database, "pool.exhausted").level() == Level.OK);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aConnectionThatIsNotGivenBackIsSeenUntilItIs() throws Exception {
        var clock = SettableClock.atNoon();
        try (Database database =
                open(Declared.pooled("app", 2), new Time(clock, clock, Pauser.real(), new Random(1)))) {
            Connection held = database.dataSource().getConnection();
            clock.advance(Declared.pooled("app", 2).pool().leakThreshold().minusNanos(1));
            assertThat(read(database, "pool.leaks").level()).isEqualTo(Level.OK);
            clock.advance(Duration.ofNanos(1));
            assertThat(read(database, "pool.leaks").level()).isEqualTo(Level.WARNING);

            held.close();
            assertThat(read(database, "pool.leaks").level()).isEqualTo(Level.OK);
        }
    }

    @Test
    void aCertificateThatComesNearItsEndIsSeen() {
        engine.needs(new Shelf(Instant.now().plus(Duration.ofDays(3))));
        try (Database database = open(Declared.required("app"), Time.real())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read(database, "certificate.expiry"))
                            .returns(Level.WARNING, Signal::level)
                            .satisfies(signal -> assertThat(signal.sentence())
                                    .startsWith("the certificate of the primary (CN=db) expires on")));
        }
    }

    @Test
    void twoServersThatBothTakeWritesAreSeen() {
        try (Database two = TwoServers.open(events)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read(two, "split.brain"))
                            .returns(Level.ERROR, Signal::level)
                            .returns("app", Signal::subject));
            assertThat(DatabaseSignals.of(List.of(two)).get())
                    .extracting(signal -> signal.name() + " of " + signal.subject())
                    .containsExactly(
                            "database.state of app",
                            "split.brain of app",
                            "pool.exhausted of app",
                            "pool.leaks of app",
                            "pool.exhausted of app standby",
                            "pool.leaks of app standby");
        }
    }

    private Database open(DatabaseConfig config, Time time) {
        return Database.open(config, engine, time, events);
    }

    private static Signal read(Database database, String name) {
        return DatabaseSignals.of(List.of(database)).get().stream()
                .filter(signal -> signal.name().equals(name) && signal.subject().equals(database.name()))
                .findFirst()
                .orElse(new Signal(name, database.name(), Level.OK, "nothing is said", ""));
    }

    private static void waitForAConnection(Database database) {
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(connection).isNotNull();
        } catch (SQLException outOfPatience) {
            // it asks again
        }
    }

    /** A server that shows a certificate. */
    private record Shelf(Instant notAfter) implements Certificates {
        @Override
        public Optional<Shown> server(Endpoint endpoint, Duration timeout) {
            return Optional.of(new Shown("CN=db", List.of(), notAfter));
        }

        @Override
        public Optional<Shown> client(Endpoint endpoint) {
            return Optional.empty();
        }
    }
}
