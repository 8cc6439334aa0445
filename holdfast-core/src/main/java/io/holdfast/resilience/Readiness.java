package io.holdfast.resilience;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Waits until something is ready: tries, and tries again after a growing pause, until it succeeds, or fails in a way that
 * waiting cannot change, or the time is up. There is always one try, and one last try when the time is up.
 */
public final class Readiness {
    private final Backoff backoff;
    private final Time time;
    private final Predicate<HoldfastException> waitingHelps;

    /**
     * Waits as {@code backoff} says.
     *
     * @param waitingHelps whether a failure may go away by itself
     */
    public Readiness(Backoff backoff, Time time, Predicate<HoldfastException> waitingHelps) {
        this.backoff = backoff;
        this.time = time;
        this.waitingHelps = waitingHelps;
    }

    /** One try. */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * Tries once.
         *
         * @throws HoldfastException if it did not succeed
         */
        T attempt();
    }

    /** Is told of every try that failed. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A try failed.
         *
         * @param attempt which one it was, counted from 1
         * @param next the pause before the next one; zero if there is none
         */
        void failed(int attempt, HoldfastException failure, Duration next);
    }

    /** How the waiting ended. */
    public sealed interface Result<T> {
        /** How often it was tried. */
        int attempts();

        /** How long it lasted. */
        Duration took();
    }

    /** It succeeded. */
    public record Ready<T>(T value, int attempts, Duration took) implements Result<T> {}

    /** It did not; {@code failure} is the last one. */
    public record GaveUp<T>(HoldfastException failure, int attempts, Duration took) implements Result<T> {}

    /** Tries {@code attempt} until {@code deadline}. An interrupt ends the waiting, and stays set. */
    public <T> Result<T> await(Deadline deadline, Attempt<T> attempt, Listener listener) {
        long start = time.ticker().nanos();
        for (int attempts = 1; ; attempts++) {
            try {
                return new Ready<>(attempt.attempt(), attempts, since(start));
            } catch (HoldfastException failure) {
                boolean last = deadline.hasPassed() || !waitingHelps.test(failure);
                Duration pause =
                        last ? Duration.ZERO : deadline.remainingUpTo(backoff.delayAfter(attempts, time.random()));
                listener.failed(attempts, failure, pause);
                if (last) {
                    return new GaveUp<>(failure, attempts, since(start));
                }
                if (!paused(pause)) {
                    return new GaveUp<>(interrupted(failure), attempts, since(start));
                }
            }
        }
    }

    private boolean paused(Duration pause) {
        try {
            time.pauser().pause(pause);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static HoldfastException interrupted(HoldfastException last) {
        return Failure.of(ErrorKind.CANCELLED, "the waiting was interrupted; until then: " + last.getMessage())
                .causedBy(last);
    }

    private Duration since(long start) {
        return Duration.ofNanos(time.ticker().nanos() - start);
    }
}
