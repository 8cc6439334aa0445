package io.holdfast.transaction;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue in which one at a time has its turn, first come, first served. Who ends a turn lets the next one begin anew, hands
 * over what was begun if the next one takes it, or does the next one's work as well.
 *
 * <p>Safe for use by many threads.
 *
 * @param <M> who waits
 * @param <G> what is handed over
 */
final class Turns<M, G> {
    private final Deque<Wait<M, G>> waiting = new ArrayDeque<>();
    private boolean taken;

    /** How waiting ended. */
    enum Outcome {
        /** It is one's turn. */
        TURN,
        /** Somebody else does one's work. */
        SERVED,
        /** Time was over. */
        TOO_LATE,
        /** The thread was interrupted; it still is. */
        INTERRUPTED
    }

    /** One who waits, in the hands of the thread that came. */
    static final class Wait<M, G> {
        private final M member;
        private final boolean joins;
        private final Thread thread = Thread.currentThread();
        private volatile @Nullable Outcome outcome;
        private @Nullable G handedOver;

        private Wait(M member, boolean joins) {
            this.member = member;
            this.joins = joins;
        }

        /** What the one before handed over; null for one who begins anew. */
        @Nullable
        G handedOver() {
            return handedOver;
        }

        private void end(Outcome how) {
            outcome = how;
        }
    }

    /**
     * Comes, and waits until it is one's turn.
     *
     * @param joins whether what was begun may be handed over
     * @param patience the longest wait, in nanoseconds
     * @return how the waiting ended, with what was handed over
     */
    Wait<M, G> take(M member, boolean joins, long patience) {
        var wait = new Wait<M, G>(member, joins);
        synchronized (this) {
            if (!taken) {
                taken = true;
                wait.end(Outcome.TURN);
                return wait;
            }
            waiting.add(wait);
        }
        long start = System.nanoTime();
        while (wait.outcome == null) {
            long left = patience - (System.nanoTime() - start);
            if (wait.thread.isInterrupted()) {
                giveUp(wait, Outcome.INTERRUPTED);
            } else if (left <= 0) {
                giveUp(wait, Outcome.TOO_LATE);
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
        return wait;
    }

    /** How the waiting of {@code wait} ended. */
    static Outcome outcome(Wait<?, ?> wait) {
        Outcome how = wait.outcome;
        if (how == null) {
            throw new IllegalStateException("it still waits");
        }
        return how;
    }

    private synchronized void giveUp(Wait<M, G> wait, Outcome why) {
        if (wait.outcome == null) {
            waiting.remove(wait);
            wait.end(why);
        }
    }

    /** Ends the turn; the next one begins anew. */
    void pass() {
        Wait<M, G> next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                taken = false;
                return;
            }
            next.end(Outcome.TURN);
        }
        LockSupport.unpark(next.thread);
    }

    /** Ends the turn and hands {@code begun} over; does neither, and says so, where nobody waits who takes it. */
    boolean passOn(G begun) {
        Wait<M, G> next;
        synchronized (this) {
            next = waiting.peek();
            if (next == null || !next.joins) {
                return false;
            }
            waiting.remove();
            next.handedOver = begun;
            next.end(Outcome.TURN);
        }
        LockSupport.unpark(next.thread);
        return true;
    }

    /** Whether the next one takes what was begun. */
    synchronized boolean isJoined() {
        Wait<M, G> next = waiting.peek();
        return next != null && next.joins;
    }

    /**
     * Takes the next one's work over, whose turn will not come then. It is not woken: who does its work wakes it in the end,
     * once.
     *
     * @return who that is; null where the next one is not {@code wanted}
     */
    synchronized @Nullable M serve(Predicate<M> wanted) {
        Wait<M, G> next = waiting.peek();
        if (next == null || !next.joins || !wanted.test(next.member)) {
            return null;
        }
        waiting.remove();
        next.end(Outcome.SERVED);
        return next.member;
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting.size();
    }
}
