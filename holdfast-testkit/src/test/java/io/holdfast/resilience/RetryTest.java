package io.holdfast.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.RetryClass;
import io.holdfast.testkit.Props;
import io.holdfast.testkit.RecordingPauser;
import io.holdfast.testkit.SettableClock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CON-4, U8: what is repeated, how often, and when it ends. */
class RetryTest {
    private final SettableClock clock = SettableClock.atNoon();
    private final RecordingPauser pauser = new RecordingPauser(clock);
    private int runs;

    @AfterEach
    void noInterruptLeaksOut() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatSucceedsIsDoneOnce() {
        assertThat(run(10, Duration.ofMinutes(1), 0, RetryClass.REPLAY)).isEqualTo(1);
        assertThat(pauser.pauses()).isEmpty();
    }

    @Test
    void itIsRepeatedUntilSuccessAttemptsOrDeadlineWhicheverIsFirst() {
        Props.cases(500).forAll(Props.random(random -> random), random -> {
            runs = 0;
            int failures = random.nextInt(20);
            int attempts = 1 + random.nextInt(15);
            Duration patience = Duration.ofMillis(random.nextInt(3_000));
            long start = clock.nanos();
            int pausesBefore = pauser.pauses().size();
            try {
                assertThat(run(attempts, patience, failures, RetryClass.REPLAY)).isEqualTo(failures + 1);
            } catch (HoldfastException last) {
                assertThat(runs).isLessThanOrEqualTo(failures).isLessThanOrEqualTo(attempts);
            }
            assertThat(pauser.pauses().size() - pausesBefore).isEqualTo(runs - 1);
            assertThat(Duration.ofNanos(clock.nanos() - start)).isLessThanOrEqualTo(patience);
            for (int pause = pausesBefore; pause < pauser.pauses().size(); pause++) {
                assertThat(pauser.pauses().get(pause)).isLessThanOrEqualTo(Duration.ofMillis(500));
            }
        });
    }

    @Test
    void theLastFailureCarriesTheOnesBefore() {
        HoldfastException failure = catchThrowableOfType(
                HoldfastException.class, () -> run(4, Duration.ofMinutes(1), 9, RetryClass.REPLAY));

        assertThat(failure).hasMessage("failure 4");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(before -> assertThat(before).hasMessage("failure 3"));
    }

    @Test
    void othersExceptionsPassAtOnce() {
        assertThatThrownBy(() -> retry(5).run(
                                Deadline.after(Duration.ofMinutes(1), clock), (failure, attempt) -> true, attempt -> {
                                    runs++;
                                    throw new IllegalStateException("mine");
                                }))
                .hasMessage("mine");
        assertThat(runs).isEqualTo(1);
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run(5, Duration.ofMinutes(1), 9, RetryClass.REPLAY))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsCertainlyUndoneIsRepeated(RetryClass retry) {
        boolean often = retry == RetryClass.REPLAY;
        boolean seldom = retry == RetryClass.REPLAY_ON_NEW_CONNECTION || retry == RetryClass.FAILOVER;
        try {
            run(10, Duration.ofMinutes(1), 100, retry);
        } catch (HoldfastException last) {
            assertThat(last.retry()).isEqualTo(retry);
        }
        assertThat(runs).isEqualTo(often ? 10 : seldom ? 3 : 1);
    }

    @Test
    void aTenthOfTheCallsAndAHundredMoreMayBeRepeatedInTenSeconds() {
        var budget = new RetryBudget(clock);
        assertThat(spent(budget)).isEqualTo(100);
        assertThat(spent(budget)).isZero();
        for (int call = 0; call < 1_000; call++) {
            budget.call();
        }
        assertThat(spent(budget)).isEqualTo(100);
        clock.advance(Duration.ofSeconds(9));
        assertThat(spent(budget)).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(spent(budget)).isEqualTo(100);
    }

    private static int spent(RetryBudget budget) {
        int spent = 0;
        while (budget.spend()) {
            spent++;
        }
        return spent;
    }

    private int run(int attempts, Duration patience, int failures, RetryClass kind) {
        return retry(attempts).run(Deadline.after(patience, clock), new RepeatRule(new RetryBudget(clock)), attempt -> {
            assertThat(attempt).isEqualTo(++runs);
            if (attempt <= failures) {
                throw Failure.of(ErrorKind.DEADLOCK, "failure " + attempt)
                        .withRetry(kind)
                        .exception();
            }
            return attempt;
        });
    }

    private Retry retry(int attempts) {
        return new Retry(
                attempts,
                new Backoff(Duration.ofMillis(5), Duration.ofMillis(500)),
                new Time(clock, clock, pauser, new Random(3)));
    }
}
