package io.holdfast.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.Props;
import io.holdfast.testkit.RecordingPauser;
import io.holdfast.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** U8, CON-1, CON-4: exponential backoff until success or the limit. */
class ReadinessTest {
    private final SettableClock clock = SettableClock.atNoon();
    private final RecordingPauser pauser = new RecordingPauser(clock);

    @AfterEach
    void noInterruptLeaksOut() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void theCeilingDoublesUpToTheCapAndNeverShrinks() {
        Props.standard().forAll(Props.random(ReadinessTest::anyBackoff), backoff -> {
            assertThat(backoff.ceilingAfter(1)).isEqualTo(backoff.first());
            for (int failures = 1; failures < 80; failures++) {
                Duration now = backoff.ceilingAfter(failures);
                Duration doubled = now.multipliedBy(2);
                assertThat(backoff.ceilingAfter(failures + 1))
                        .isEqualTo(doubled.compareTo(backoff.cap()) < 0 ? doubled : backoff.cap());
            }
            assertThat(backoff.ceilingAfter(Integer.MAX_VALUE)).isEqualTo(backoff.cap());
        });
    }

    @Test
    void everyDelayLiesBetweenZeroAndItsCeilingAndUsesTheWholeRange() {
        Props.standard().forAll(Props.random(random -> random), random -> {
            Backoff backoff = anyBackoff(random);
            int failures = 1 + random.nextInt(20);
            Duration ceiling = backoff.ceilingAfter(failures);
            Duration lowest = ceiling;
            Duration highest = Duration.ZERO;
            for (int each = 0; each < 200; each++) {
                Duration delay = backoff.delayAfter(failures, random);
                assertThat(delay).isBetween(Duration.ZERO, ceiling);
                lowest = delay.compareTo(lowest) < 0 ? delay : lowest;
                highest = delay.compareTo(highest) > 0 ? delay : highest;
            }
            assertThat(lowest).isLessThan(ceiling.dividedBy(4));
            assertThat(highest).isGreaterThan(ceiling.dividedBy(4).multipliedBy(3));
        });
    }

    @Test
    void itIsTriedUntilSuccessOrTheLimitWhicheverIsFirst() {
        Props.cases(300).forAll(Props.random(random -> random), random -> {
            var time = SettableClock.atNoon();
            var pauses = new RecordingPauser(time);
            Backoff backoff = anyBackoff(random);
            Duration patience = Duration.ofMillis(random.nextInt(20_000));
            int failures = random.nextInt(30);
            var tried = new Script(failures, ErrorKind.CONNECTION);

            var result = readiness(backoff, new Time(time, time, pauses, random))
                    .await(Deadline.after(patience, time), tried::attempt, tried::failed);

            List<Duration> waited = pauses.pauses();
            for (int each = 0; each < waited.size(); each++) {
                assertThat(waited.get(each)).isLessThanOrEqualTo(backoff.ceilingAfter(each + 1));
            }
            assertThat(result.took()).isLessThanOrEqualTo(patience);
            assertThat(result.attempts()).isEqualTo(waited.size() + 1);
            if (result instanceof Readiness.Ready<String>) {
                assertThat(result.attempts()).isEqualTo(failures + 1);
            } else {
                assertThat(result.attempts()).isLessThanOrEqualTo(failures);
                assertThat(result.took()).isEqualTo(patience);
            }
            assertThat(tried.reported).hasSize(Math.min(failures, result.attempts()));
        });
    }

    @Test
    void withoutAnyTimeThereIsStillOneTry() {
        var ready = await(Duration.ZERO, new Script(0, ErrorKind.CONNECTION));
        var gaveUp = await(Duration.ZERO, new Script(1, ErrorKind.CONNECTION));

        assertThat(ready).isInstanceOf(Readiness.Ready.class);
        assertThat(gaveUp.attempts()).isEqualTo(1);
        assertThat(pauser.pauses()).isEmpty();
    }

    @Test
    void aFailureThatNoWaitingMendsEndsIt() {
        var result = await(Duration.ofMinutes(1), new Script(9, ErrorKind.AUTHENTICATION));

        assertThat(result).isInstanceOf(Readiness.GaveUp.class);
        assertThat(result.attempts()).isEqualTo(1);
    }

    @Test
    void anInterruptEndsItAndStaysSet() {
        Thread.currentThread().interrupt();

        var result = await(Duration.ofMinutes(1), new Script(9, ErrorKind.CONNECTION));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(((Readiness.GaveUp<String>) result).failure().kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    @Test
    void aDeadlineIsMovedByNoChangeOfTheClock() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), clock);
        clock.set(clock.instant().plusSeconds(1_000_000));

        assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(9));
        assertThat(deadline.remainingUpTo(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(5));
        assertThat(deadline.remainingUpTo(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(2));
        assertThat(deadline.hasPassed()).isTrue();
        assertThat(deadline.remaining()).isZero();
    }

    @Test
    void aDeadlineInAThousandYearsHasNotPassed() {
        Deadline deadline = Deadline.after(Duration.ofDays(365_000), Ticker.system());

        assertThat(deadline.hasPassed()).isFalse();
    }

    @Test
    void timesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Readiness.Result<String> await(Duration patience, Script script) {
        return readiness(Backoff.DEFAULTS, new Time(clock, clock, pauser, new Random(1)))
                .await(Deadline.after(patience, clock), script::attempt, script::failed);
    }

    private static Readiness readiness(Backoff backoff, Time time) {
        return new Readiness(backoff, time, failure -> failure.kind() == ErrorKind.CONNECTION);
    }

    private static Backoff anyBackoff(Random random) {
        long first = 1_000_000L + random.nextInt(1_000_000_000);
        return new Backoff(Duration.ofNanos(first), Duration.ofNanos(first + random.nextInt(1_000_000_000) * 30L));
    }

    /** Fails so many times, then succeeds. */
    private static final class Script {
        private final int failures;
        private final ErrorKind kind;
        private final List<Integer> reported = new ArrayList<>();
        private int attempts;

        Script(int failures, ErrorKind kind) {
            this.failures = failures;
            this.kind = kind;
        }

        String attempt() {
            if (attempts++ < failures) {
                throw Failure.of(kind, "not yet").exception();
            }
            return "ready";
        }

        void failed(int attempt, HoldfastException failure, Duration next) {
            reported.add(attempt);
        }
    }
}
