package io.holdfast.resilience;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.Props;
import io.holdfast.testkit.RecordingPauser;
import io.holdfast.testkit.SettableClock;
import java.time.Duration;
import java.util.Random;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** CON-5: the breaker, with the steps of its callers in every order that Lincheck finds, while time stands still. */
class CircuitBreakerLincheckTest {
    private static final HoldfastException SILENCE =
            Failure.of(ErrorKind.CONNECTION, "nobody answers").exception();

    @Test
    void whateverCallersDoAtTheSameTimeTheyCouldHaveDoneOneAfterTheOther() {
        new ModelCheckingOptions()
                .iterations(Props.count(40))
                .invocationsPerIteration(25)
                .threads(2)
                .actorsBefore(1)
                .actorsPerThread(2)
                .actorsAfter(1)
                .sequentialSpecification(BreakerInWords.class)
                .check(Callers.class);
    }

    /** What callers do with a breaker that opens after two misses; it is open, and its pause is over. */
    public static final class Callers {
        private final SettableClock clock = SettableClock.atNoon();
        private final CircuitBreaker breaker = new CircuitBreaker(
                2,
                new Backoff(Duration.ofMillis(25), Duration.ofMillis(250)),
                new Time(clock, clock, new RecordingPauser(clock), new Random(1)));

        /** Open, and due. */
        public Callers() {
            breaker.broke(SILENCE);
            breaker.hurry();
        }

        /** It worked. */
        @Operation
        public String worked() {
            return name(breaker.worked());
        }

        /** Nobody answered. */
        @Operation
        public String missed() {
            return name(breaker.missed(SILENCE));
        }

        /** It failed. */
        @Operation
        public String broke() {
            return name(breaker.broke(SILENCE));
        }

        /** Asks for leave. */
        @Operation
        public boolean mayTry() {
            return breaker.mayTry();
        }

        /** Ends the pause. */
        @Operation
        public void hurry() {
            breaker.hurry();
        }

        /** Looks. */
        @Operation
        public boolean isClosed() {
            return breaker.isClosed();
        }

        private static String name(BreakerState state) {
            if (state instanceof BreakerState.Closed closed) {
                return "closed " + closed.misses();
            }
            return (state instanceof BreakerState.Open ? "open " : "half open ") + state.failures();
        }
    }

    /** What a breaker is to do, for callers who come one after the other. */
    public static final class BreakerInWords {
        private String name = "open";
        private int count = 1;
        private boolean due = true;

        /** Closes it. */
        public String worked() {
            return become("closed", 0);
        }

        /** The second one in a row opens it, and so does every one while it is not closed. */
        public String missed() {
            return name.equals("closed") && count == 0 ? become("closed", 1) : broke();
        }

        /** Opens it, for a pause that does not end by itself here. */
        public String broke() {
            return become("open", name.equals("closed") ? 1 : count + 1);
        }

        /** One gets leave, when the pause is over. */
        public boolean mayTry() {
            if (!due) {
                return false;
            }
            become("half open", count);
            return true;
        }

        /** The pause is over. */
        public void hurry() {
            due = name.equals("open");
        }

        /** Whether everybody passes. */
        public boolean isClosed() {
            return name.equals("closed");
        }

        private String become(String next, int number) {
            name = next;
            count = number;
            due = false;
            return name + " " + count;
        }
    }
}
