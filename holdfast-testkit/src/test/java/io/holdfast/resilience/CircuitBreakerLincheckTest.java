package io.holdfast.resilience;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.SettableClock;
import java.time.Duration;
import java.util.Random;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** CON-5: whoever uses a breaker at the same time sees what they would have seen one after the other. */
final class CircuitBreakerLincheckTest {

    @Test
    void whateverHappensAtOnceHasAnOrder() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(1_000)
                .threads(3)
                .actorsPerThread(3)
                .check(Shared.class);
    }

    /** A breaker whose clock stands still: its pause is over when it is hurried. */
    public static final class Shared {
        private final CircuitBreaker breaker = new CircuitBreaker(
                2,
                new Backoff(Duration.ofMillis(25), Duration.ofMillis(250)),
                new Time(SettableClock.atNoon(), SettableClock.atNoon(), pause -> {}, new Random(1)));

        private static HoldfastException silence() {
            return Failure.of(ErrorKind.CONNECTION, "no answer").exception();
        }

        private static String shown(BreakerState state) {
            return state.getClass().getSimpleName() + " " + state.failures();
        }

        /** It worked. */
        @Operation
        public String worked() {
            return shown(breaker.worked());
        }

        /** It was silent. */
        @Operation
        public String missed() {
            return shown(breaker.missed(silence()));
        }

        /** It was refused. */
        @Operation
        public String broke() {
            return shown(breaker.broke(silence()));
        }

        /** Somebody asks for leave. */
        @Operation
        public boolean mayTry() {
            return breaker.mayTry();
        }

        /** The pause is over. */
        @Operation
        public void hurry() {
            breaker.hurry();
        }

        /** Somebody looks. */
        @Operation
        public String state() {
            return shown(breaker.state());
        }
    }
}
