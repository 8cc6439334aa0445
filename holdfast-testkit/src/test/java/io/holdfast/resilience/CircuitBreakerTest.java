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
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** CON-5: open, half-open, closed. */
class CircuitBreakerTest {
    private static final Duration FIRST = Duration.ofMillis(25);
    private static final Duration CAP = Duration.ofMillis(250);

    private final SettableClock clock = SettableClock.atNoon();
    private final CircuitBreaker breaker = breaker(2);

    @Test
    void oneMissLeavesDoubtAndASuccessClearsIt() {
        breaker.missed(silence());
        assertThat(breaker.isClosed()).isTrue();
        breaker.worked();
        breaker.missed(silence());
        assertThat(breaker.isClosed()).isTrue();
        breaker.missed(silence());
        assertThat(breaker.state()).isInstanceOf(BreakerState.Open.class);
    }

    @Test
    void aFailureWithoutADoubtOpensAtOnce() {
        HoldfastException refused = silence();
        breaker.broke(refused);

        assertThat(breaker.state())
                .isInstanceOfSatisfying(
                        BreakerState.Open.class,
                        open -> assertThat(open.reason()).isSameAs(refused));
    }

    @Test
    void nobodyMayTryBeforeThePauseIsOverAndThenOneOnly() {
        breaker.broke(silence());
        assertThat(breaker.mayTry()).isFalse();
        clock.advance(FIRST);

        assertThat(breaker.mayTry()).isTrue();
        assertThat(breaker.state()).isInstanceOf(BreakerState.HalfOpen.class);
        assertThat(breaker.mayTry()).isFalse();
    }

    @Test
    void aTryThatSucceedsClosesItAndOneThatFailsOpensItForLonger() {
        Duration before = Duration.ZERO;
        breaker.broke(silence());
        for (int failures = 1; failures <= 8; failures++) {
            BreakerState.Open open = (BreakerState.Open) breaker.state();
            assertThat(open.failures()).isEqualTo(failures);
            Duration pause = open.remaining(clock);
            assertThat(pause).isBetween(before.multipliedBy(4).dividedBy(5), CAP);
            before = pause;
            clock.advance(pause);
            assertThat(breaker.mayTry()).isTrue();
            breaker.broke(silence());
        }
        clock.advance(CAP);
        assertThat(breaker.mayTry()).isTrue();
        breaker.worked();
        assertThat(breaker.isClosed()).isTrue();
        assertThat(breaker.state().failures()).isZero();
    }

    @Test
    void whoHurriesItNeedsNoPause() {
        breaker.broke(silence());
        breaker.hurry();

        assertThat(breaker.mayTry()).isTrue();
        breaker.hurry();
        assertThat(breaker.mayTry()).as("somebody tries already").isFalse();
    }

    @Test
    void itNeverForgetsThatItIsOpenWhateverHappens() {
        Props.standard().forAll(Props.random(random -> random), random -> {
            CircuitBreaker any = breaker(1 + random.nextInt(4));
            boolean closed = true;
            int misses = 0;
            for (int step = 0; step < 50; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        any.worked();
                        closed = true;
                        misses = 0;
                    }
                    case 1 -> {
                        BreakerState after = any.missed(silence());
                        misses++;
                        closed = after instanceof BreakerState.Closed;
                    }
                    case 2 -> {
                        any.broke(silence());
                        closed = false;
                    }
                    default -> {
                        clock.advance(Duration.ofMillis(random.nextInt(300)));
                        boolean may = any.mayTry();
                        assertThat(may && closed).isFalse();
                    }
                }
                assertThat(any.isClosed()).isEqualTo(closed);
                assertThat(closed && misses > 4).isFalse();
            }
        });
    }

    @Test
    void ofManyWhoAskAtTheSameTimeOneMayTry() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            CircuitBreaker crowded = breaker(1);
            crowded.broke(silence());
            clock.advance(CAP);
            var leaves = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (int thread = 0; thread < 4; thread++) {
                threads.submit(() -> crowded.mayTry() ? leaves.incrementAndGet() : 0);
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            assertThat(leaves).hasValue(1);
        }
    }

    @Test
    void aBreakerThatOpensAtNothingIsRefused() {
        assertThatThrownBy(() -> breaker(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private CircuitBreaker breaker(int misses) {
        return new CircuitBreaker(
                misses, new Backoff(FIRST, CAP), new Time(clock, clock, new RecordingPauser(clock), new Random(1)));
    }

    private static HoldfastException silence() {
        return Failure.of(ErrorKind.CONNECTION, "nobody answers").exception();
    }
}
