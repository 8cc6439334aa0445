package io.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The runner kills where it is told to, and notices when it did not. */
class CrashRunnerTest {

    /** The steps of {@link Program}. */
    enum Step {
        ONE,
        TWO,
        NEVER
    }

    @Test
    void theProgramDiesAtTheStepAndWhatItPrintedIsKept() {
        CrashRunner.Run run = CrashRunner.of(Program.class).haltAt(Step.TWO, "hello");

        assertThat(run.exitCode()).isEqualTo(137);
        assertThat(run.output().lines()).contains("hello", "ONE").doesNotContain("TWO");
    }

    @Test
    void aStepThatIsNeverReachedFailsTheTest() {
        assertThatThrownBy(() -> CrashRunner.of(Program.class).haltAt(Step.NEVER, "hello"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("halted at NEVER")
                .hasMessageContaining("TWO");
    }

    @Test
    void aProgramThatHangsIsEnded() {
        assertThatThrownBy(() -> new CrashRunner(Program.class, Duration.ofSeconds(3)).toTheEnd("hang"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("within PT3S");
    }

    /** Prints its argument and its steps; hangs if told to. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(arguments[0]);
            if (arguments[0].equals("hang")) {
                new CountDownLatch(1).await();
            }
            Consumer<Step> steps = CrashPoint.listener();
            steps.accept(Step.ONE);
            System.out.println("ONE");
            steps.accept(Step.TWO);
            System.out.println("TWO");
        }
    }
}
