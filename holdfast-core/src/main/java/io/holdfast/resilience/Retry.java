package io.holdfast.resilience;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.time.Duration;

/**
 * Repeats work that failed, for as long as that is allowed, sensible and in time.
 *
 * <p>Before each repetition it waits a random time below a ceiling that doubles. It gives up with the last failure when
 * the judge says so, when the attempts are used up, or when the next wait would end after the deadline; the failures
 * before hang on the last one as suppressed.
 *
 * <p>Safe for use by many threads.
 */
public final class Retry {
    private final int attempts;
    private final Backoff backoff;
    private final Time time;

    /**
     * Repeats as {@code backoff} says.
     *
     * @param attempts the most attempts, the first one included
     */
    public Retry(int attempts, Backoff backoff, Time time) {
        this.attempts = attempts;
        this.backoff = backoff;
        this.time = time;
    }

    /**
     * One attempt at the work.
     *
     * @param <T> what it gives
     * @param <E> what it may throw besides
     */
    @FunctionalInterface
    public interface Attempt<T, E extends Exception> {
        /**
         * Does the work.
         *
         * @param number which attempt it is, counted from 1
         * @throws HoldfastException if it failed in a way that may be repeated
         * @throws E if it failed in a way that is passed on at once
         */
        T attempt(int number) throws E;
    }

    /** Says whether a failure may be followed by a repetition. */
    @FunctionalInterface
    public interface Judge {
        /**
         * Whether to repeat.
         *
         * @param attempt which attempt failed, counted from 1
         */
        boolean mayRepeat(HoldfastException failure, int attempt);
    }

    /**
     * Does {@code work}, and repeats it while {@code judge} says so.
     *
     * @throws HoldfastException the last failure
     * @throws E whatever else the work threw
     */
    public <T, E extends Exception> T run(Deadline deadline, Judge judge, Attempt<T, E> work) throws E {
        try {
            return work.attempt(1);
        } catch (HoldfastException failure) {
            return after(failure, deadline, judge, work);
        }
    }

    /**
     * Goes on after a first attempt that failed with {@code first}, as {@link #run} does.
     *
     * @throws HoldfastException the last failure, or {@code first} if there is to be no repetition
     * @throws E whatever else the work threw
     */
    public <T, E extends Exception> T after(HoldfastException first, Deadline deadline, Judge judge, Attempt<T, E> work)
            throws E {
        HoldfastException last = first;
        for (int number = 1; ; number++) {
            awaitTurn(last, number, deadline, judge);
            try {
                return work.attempt(number + 1);
            } catch (HoldfastException failure) {
                if (failure != last) {
                    failure.addSuppressed(last);
                }
                last = failure;
            }
        }
    }

    /** Throws {@code failure} if it is not to be followed by another attempt. */
    private void awaitTurn(HoldfastException failure, int number, Deadline deadline, Judge judge) {
        Duration pause = backoff.delayAfter(number, time.random());
        if (number >= attempts
                || !judge.mayRepeat(failure, number)
                || deadline.remaining().compareTo(pause) <= 0) {
            throw failure;
        }
        pause(pause, failure);
    }

    private void pause(Duration pause, HoldfastException failure) {
        try {
            time.pauser().pause(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failure.of(
                            ErrorKind.CANCELLED,
                            "the wait before a repetition was interrupted; it had failed with: " + failure.getMessage())
                    .during(failure.failure().operation(), failure.failure().database())
                    .causedBy(failure);
        }
    }
}
