package io.holdfast.app.output;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * The wish that the command stops: Ctrl-C, or a request to end the process. The command is told, stops where it leaves
 * nothing half-done, and cleans up; only then does the process end.
 */
public final class Interruption {
    private final List<Runnable> actions = new ArrayList<>();
    private State state = State.GOING_ON;

    /** Whether the command may go on. */
    private enum State {
        GOING_ON,
        REQUESTED
    }

    /** What the command says to the request. */
    public enum Answer {
        /** There is nothing to clean up. */
        NOTHING_TO_DO,
        /** It stops and cleans up: wait for it. */
        CLEANING_UP
    }

    /** Asks the command to stop; harmless when repeated. */
    public synchronized Answer request() {
        if (state == State.GOING_ON) {
            state = State.REQUESTED;
            actions.forEach(Runnable::run);
        }
        return actions.isEmpty() ? Answer.NOTHING_TO_DO : Answer.CLEANING_UP;
    }

    /** Whether somebody asked. */
    public synchronized boolean requested() {
        return state == State.REQUESTED;
    }

    /** Runs {@code action} when somebody asks, in another thread; at once if somebody has. */
    public synchronized void whenRequested(Runnable action) {
        actions.add(action);
        if (state == State.REQUESTED) {
            action.run();
        }
    }

    /**
     * Goes on unless somebody asked.
     *
     * @throws io.holdfast.error.HoldfastException of kind CANCELLED if somebody did
     */
    public void check() {
        if (requested()) {
            throw Failure.of(ErrorKind.CANCELLED, "the command was stopped")
                    .withHint("run it again when you like")
                    .exception();
        }
    }
}
