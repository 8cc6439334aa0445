package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.config.CredentialsSource;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.Endpoint;
import io.holdfast.config.ProbeConfig;
import io.holdfast.config.Secret;
import io.holdfast.event.Events;
import io.holdfast.gate.Server.Standing;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.RecordingPauser;
import io.holdfast.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CON-3, CON-5: how a server is judged, step by step, on a clock that only moves when it is told to. */
class WatchTest {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final SettableClock clock = SettableClock.atNoon();
    private final ScriptedEngine engine = new ScriptedEngine();
    private final Traffic traffic = new Traffic(
            Declared.required("app"),
            engine,
            new Time(clock, clock, new RecordingPauser(clock), new Random(1)),
            new Events(),
            Preparation.NONE);
    private final Watch watch = new Watch(traffic.primary(), traffic);

    @BeforeEach
    void comeUp() {
        assertThat(watch.step()).isLessThanOrEqualTo(Duration.ofMillis(25));
        clock.advance(Duration.ofMillis(25));
        assertThat(watch.step()).isEqualTo(EVERY);
        assertThat(isUp()).isTrue();
    }

    @AfterEach
    void close() {
        traffic.close(Deadline.after(Duration.ZERO, clock));
    }

    @Test
    void aServerThatAnswersIsAskedAtTheUsualPace() {
        for (int look = 0; look < 5; look++) {
            assertThat(watch.step()).isEqualTo(EVERY);
            clock.advance(EVERY);
        }
        assertThat(isUp()).isTrue();
    }

    @Test
    void oneSilenceIsLookedAtAgainAtOnceAndTheSecondTakesTheServerDown() throws Exception {
        goSilent(TIMEOUT);

        assertThat(watch.step()).isZero();
        assertThat(isUp()).isTrue();
        watch.step();
        assertThat(isUp()).isFalse();
    }

    @Test
    void aSilenceThatEndsInAnAnswerIsForgotten() throws Exception {
        goSilent(TIMEOUT);
        assertThat(watch.step()).isZero();
        engine.when("app", attempt -> {});
        assertThat(watch.step()).isEqualTo(EVERY);
        goSilent(TIMEOUT);
        assertThat(watch.step()).isZero();

        assertThat(isUp()).isTrue();
    }

    @Test
    void aRefusalTakesItDownAtOnce() throws Exception {
        engine.when("app", ScriptedEngine.refusing(Integer.MAX_VALUE));
        engine.breakAll();

        watch.step();

        assertThat(isUp()).isFalse();
        assertThat(((Standing.Down) traffic.primary().standing()).reason()).hasMessageContaining("nobody listens");
    }

    @Test
    void aSilenceDuringWhichThisProcessStoodStillIsNotCounted() throws Exception {
        goSilent(TIMEOUT.multipliedBy(3));
        for (int look = 0; look < 5; look++) {
            assertThat(watch.step()).isZero();
        }
        assertThat(isUp()).isTrue();
    }

    /** What took as long as it was allowed to is a silence, whatever is allowed by the time it ends. */
    @Test
    void aTimeoutThatGrowsWhileAServerIsSilentTakesNothingDown() throws Exception {
        goSilent(TIMEOUT);
        engine.when("app", attempt -> {
            clock.advance(TIMEOUT);
            traffic.reconfigure(probing(EVERY, Duration.ofSeconds(10)));
            throw new SQLException("timed out", "08001");
        });

        assertThat(watch.step()).isZero();
        assertThat(isUp()).isTrue();
    }

    @Test
    void newCredentialsDoNotWaitForAProbeThatIsFarAway() {
        Duration rarely = Duration.ofMinutes(10);
        var other = new Endpoint.Credentials("another", Secret.of("other"));
        watch.step(); // has a session of its own, with those before
        traffic.reconfigure(probing(rarely, TIMEOUT).withCredentials(CredentialsSource.fixed(Optional.of(other))));

        Duration pause = watch.step();
        assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(2));
        long before = traffic.primary().logins().number();
        clock.advance(pause);
        assertThat(watch.step()).isEqualTo(rarely);
        assertThat(traffic.primary().logins().number()).isEqualTo(before + 1);
    }

    private static DatabaseConfig probing(Duration every, Duration timeout) {
        DatabaseConfig usual = Declared.required("app");
        ProbeConfig probe = new ProbeConfig(
                every, timeout, usual.probe().misses(), usual.probe().settle());
        return new DatabaseConfig(
                usual.name(),
                usual.url(),
                usual.credentials(),
                usual.standby(),
                usual.whileDown(),
                usual.required(),
                usual.await(),
                usual.pool(),
                usual.timeouts(),
                probe,
                usual.retry(),
                usual.tls(),
                usual.migrations());
    }

    @Test
    void onlyItsOwnSessionThatBrokeIsNoOutage() throws Exception {
        watch.step();
        engine.breakAll();

        assertThat(watch.step()).isEqualTo(EVERY);
        assertThat(isUp()).isTrue();
    }

    @Test
    void whileItIsDownItIsAskedOftenAtFirstAndFourTimesASecondLater() throws Exception {
        engine.when("app", ScriptedEngine.refusing(Integer.MAX_VALUE));
        engine.breakAll();
        watch.step();
        int before = engine.attempts("app");
        long start = clock.nanos();
        while (Duration.ofNanos(clock.nanos() - start).compareTo(Duration.ofSeconds(10)) < 0) {
            Duration pause = watch.step();
            assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(250));
            clock.advance(pause);
        }
        assertThat(engine.attempts("app") - before).isBetween(40, 55);

        engine.when("app", attempt -> {});
        clock.advance(watch.step());
        watch.step();
        assertThat(isUp()).isTrue();
    }

    @Test
    void aServerThatSpeaksAndIsStillStartingIsAskedVeryOften() throws Exception {
        engine.when("app", attempt -> {
            throw new SQLException("starting up", "57P03");
        });
        engine.breakAll();
        watch.step();
        for (int look = 0; look < 20; look++) {
            Duration pause = watch.step();
            assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(40));
            clock.advance(pause);
        }
    }

    /** From now on the server accepts nothing and says nothing until {@code time} has passed. */
    private void goSilent(Duration time) throws SQLException {
        engine.when("app", attempt -> {
            clock.advance(time);
            throw new SQLException("timed out", "08001");
        });
        engine.breakAll();
    }

    private boolean isUp() {
        return traffic.primary().standing() instanceof Standing.Up;
    }
}
