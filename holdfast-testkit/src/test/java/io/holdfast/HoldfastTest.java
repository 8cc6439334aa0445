package io.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.database.Database;
import io.holdfast.engine.Engines;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import io.holdfast.signal.Signal;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.RecordingPauser;
import io.holdfast.testkit.SettableClock;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** CON-1 (first parts), HEA-5 (the summary), ERR-1, ERR-4. */
class HoldfastTest {
    private final SettableClock clock = SettableClock.atNoon();
    private final RecordingPauser pauser = new RecordingPauser(clock);
    private final ScriptedEngine engine = new ScriptedEngine();
    private final List<Event> published = new CopyOnWriteArrayList<>();
    private final CapturedLog log = new CapturedLog("io.holdfast");
    private final CapturedLog poolLog = new CapturedLog("com.zaxxer.hikari");

    @AfterEach
    void nothingLeaks() {
        log.close();
        poolLog.close();
        Canaries.assertAbsentFrom(log.text());
        Canaries.assertAbsentFrom(poolLog.text());
    }

    @Test
    void everyDatabaseIsOpenAndAnswers() throws Exception {
        try (Holdfast holdfast = open(Declared.required("app"), Declared.required("log"))) {
            assertThat(holdfast.availability()).isEqualTo(Availability.READY);
            assertThat(holdfast.databases()).extracting(Database::name).containsExactly("app", "log");
            assertThat(answer(holdfast.database("app"))).isEqualTo(42);
            assertThat(holdfast.database("log").facts()).hasSize(1);
            assertThat(holdfast.signals().read())
                    .hasSizeGreaterThan(2)
                    .allSatisfy(signal -> assertThat(signal.level()).isEqualTo(Signal.Level.OK))
                    .extracting(Signal::subject)
                    .containsOnly("app", "log");
        }
        assertThat(engine.open()).isZero();
    }

    @Test
    void anUnknownNameListsTheDeclaredOnes() {
        try (Holdfast holdfast = open(Declared.required("app"), Declared.required("log"))) {
            assertThatThrownBy(() -> holdfast.database("ap"))
                    .isInstanceOfSatisfying(HoldfastException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                        assertThat(failure.failure().hint()).contains("app, log");
                    });
        }
    }

    @Test
    void anEngineThatIsNotThereIsSaidBeforeAnythingIsOpened() {
        assertThatThrownBy(
                        () -> Holdfast.open(Declared.all(Declared.required("app")), Engines.of(), time(), new Events()))
                .isInstanceOf(HoldfastException.class)
                .hasMessageContaining("sqlite");
        assertThat(engine.attempts("app")).isZero();
    }

    @Nested
    class WhenADatabaseIsLate {

        @Test
        void itIsWaitedForAndEveryAttemptIsLoggedOnce() {
            engine.when("app", ScriptedEngine.refusing(3));

            try (Holdfast holdfast = open(Declared.required("app"))) {
                assertThat(holdfast.database("app").start().attempts()).isEqualTo(4);
            }
            assertThat(pauser.pauses()).hasSize(3);
            assertThat(log.warnings()).hasSize(3).allMatch(line -> line.contains("nobody listens"));
            assertThat(published).singleElement().isInstanceOfSatisfying(Event.StateChanged.class, event -> {
                assertThat(event.state()).isEqualTo(Availability.READY);
                assertThat(event.attempts()).isEqualTo(4);
            });
        }

        @Test
        void allAreOpenedAtTheSameTime() throws Exception {
            var everyoneIsThere = new CyclicBarrier(3);
            for (String name : List.of("one", "two", "three")) {
                engine.when(name, attempt -> {
                    if (attempt == 1) {
                        everyoneIsThere.await(20, TimeUnit.SECONDS);
                    }
                });
            }

            try (Holdfast holdfast =
                    open(Declared.required("one"), Declared.required("two"), Declared.required("three"))) {
                assertThat(holdfast.availability()).isEqualTo(Availability.READY);
                assertThat(holdfast.databases()).extracting(Database::name).containsExactly("one", "two", "three");
            }
        }

        @Test
        void anInterruptEndsTheStartAndLeavesNothingOpen() throws Exception {
            var hanging = new CountDownLatch(1);
            engine.when("slow", attempt -> {
                hanging.countDown();
                new CountDownLatch(1).await();
            });
            var outcome = new AtomicReference<Throwable>();
            var starting = new Thread(() -> {
                try {
                    open(Declared.required("app"), Declared.required("slow")).close();
                } catch (HoldfastException failure) {
                    outcome.set(failure);
                }
            });
            starting.start();
            assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
            starting.interrupt();
            starting.join(20_000);

            assertThat(outcome.get())
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED));
            assertThat(engine.open()).isZero();
        }
    }

    @Nested
    class WhenADatabaseStaysDown {

        @Test
        void aRequiredOneFailsTheStartWithinItsTimeAndTheOthersAreClosed() throws Exception {
            engine.when("bad", ScriptedEngine.refusing(Integer.MAX_VALUE));
            engine.when("worse", ScriptedEngine.refusing(Integer.MAX_VALUE));

            HoldfastException failure = catchThrowableOfType(
                    HoldfastException.class,
                    () -> open(Declared.required("good"), Declared.required("bad"), Declared.required("worse")));

            assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
            assertThat(failure.failure().sentence())
                    .startsWith("2 required databases are down: bad (")
                    .contains("worse (")
                    .doesNotContain("good");
            assertThat(failure.failure().hint()).contains("required: false");
            assertThat(engine.open()).isZero();
            assertThat(log.warnings())
                    .as("each attempt of the start; until it is closed, a database may be looked at once more")
                    .hasSizeBetween(
                            engine.attempts("bad") + engine.attempts("worse") - 2,
                            engine.attempts("bad") + engine.attempts("worse"));
        }

        @Test
        void theWaitingEndsWithTheTimeGiven() {
            engine.when("bad", ScriptedEngine.refusing(Integer.MAX_VALUE));

            assertThatThrownBy(() -> open(Declared.required("bad")))
                    .hasMessageStartingWith("a required database is down: bad (");
            assertThat(pauser.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                    .isEqualTo(Duration.ofSeconds(60));
        }

        @Test
        void aFailureThatNoWaitingMendsIsReportedAtOnce() {
            engine.when("bad", attempt -> {
                throw Failure.of(ErrorKind.AUTHENTICATION, "the password is wrong")
                        .exception();
            });

            assertThatThrownBy(() -> open(Declared.required("bad"))).hasMessageContaining("the password is wrong");
            assertThat(engine.attempts("bad")).isEqualTo(1);
            assertThat(pauser.pauses()).isEmpty();
        }

        @Test
        void anOptionalOneLeavesTheRestRunning() throws Exception {
            engine.when("extra", ScriptedEngine.refusing(Integer.MAX_VALUE));

            try (Holdfast holdfast = open(Declared.required("app"), Declared.optional("extra"))) {
                assertThat(holdfast.availability()).isEqualTo(Availability.DEGRADED);
                assertThat(answer(holdfast.database("app"))).isEqualTo(42);
                assertThatThrownBy(() -> answer(holdfast.database("extra")))
                        .isInstanceOfSatisfying(HoldfastException.class, failure -> {
                            assertThat(failure.kind()).isEqualTo(ErrorKind.CONNECTION);
                            assertThat(failure.failure().database()).isEqualTo("extra");
                            assertThat(failure.failure().hint()).isEqualTo("read the script");
                        });
                assertThat(holdfast.signals().read())
                        .filteredOn(signal -> signal.name().equals("database.state"))
                        .extracting(Signal::level)
                        .containsExactly(Signal.Level.OK, Signal.Level.WARNING);
            }
            assertThat(log.text()).contains("extra     sqlite      DOWN");
        }

        @Test
        void nothingButOptionalOnesThatAreDownIsDown() {
            engine.when("extra", ScriptedEngine.refusing(Integer.MAX_VALUE));

            try (Holdfast holdfast = open(Declared.optional("extra"))) {
                assertThat(holdfast.availability()).isEqualTo(Availability.DOWN);
            }
        }
    }

    private static int answer(Database database) {
        return database.call("answer", session -> {
            try (ResultSet rows = session.connection().createStatement().executeQuery("select 42")) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    private Holdfast open(DatabaseConfig... databases) {
        var events = new Events();
        events.listen(published::add);
        return Holdfast.open(Declared.all(databases), Engines.of(engine), time(), events);
    }

    private Time time() {
        return new Time(clock, clock, pauser, new Random(7));
    }
}
