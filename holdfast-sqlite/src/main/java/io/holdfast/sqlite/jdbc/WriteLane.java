package io.holdfast.sqlite.jdbc;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Those of this process who want to write one file, in the order in which they came. SQLite lets one connection write at a
 * time, and lets the others ask again and again: who asks at the right moment goes first, and who is unlucky waits for ever.
 *
 * <p>Other processes can only ask again and again, SQLite's own waiting every tenth of a second in the end. A lane that is
 * always busy would hardly let them in, so whoever has it leaves the file alone for a moment now and then: for half a
 * millisecond in fifty, and for fifteen once another process has been met.
 *
 * <p>Safe for use by many threads; a turn may be begun by one thread and ended by another.
 */
final class WriteLane {
    private static final long BUSY_FOR = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SHORT_GAP = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LONG_GAP = TimeUnit.MILLISECONDS.toNanos(15);
    private static final long OTHERS_STAY = TimeUnit.SECONDS.toNanos(10);

    private static final Map<Object, WriteLane> LANES = new HashMap<>();

    private final Object file;
    private final Checkpoints.Pause checkpoints = new Checkpoints.Pause();
    private final Queue<Turn> waiting = new ArrayDeque<>();
    private boolean taken;
    private int users;
    private long busySince;
    private long freeSince = System.nanoTime();
    private long othersUntil = System.nanoTime();

    private WriteLane(Object file) {
        this.file = file;
    }

    /** The lane of {@code file}, until it is left. */
    static WriteLane of(Object file) {
        synchronized (LANES) {
            WriteLane lane = LANES.computeIfAbsent(file, WriteLane::new);
            lane.users++;
            return lane;
        }
    }

    Checkpoints.Pause checkpoints() {
        return checkpoints;
    }

    /** Nobody asks for a turn through this user any more. */
    void leave() {
        synchronized (LANES) {
            users--;
            if (users == 0) {
                LANES.remove(file);
            }
        }
    }

    /** One wish to write, of the thread that makes it. */
    static final class Turn {
        private final Thread thread = Thread.currentThread();
        private volatile boolean granted;
        private volatile boolean calledOff;
        private volatile long gap;

        /** Ends the waiting; any thread may. */
        void callOff() {
            calledOff = true;
            LockSupport.unpark(thread);
        }
    }

    /** How the waiting ended. */
    enum Outcome {
        GRANTED,
        TOO_LONG,
        CALLED_OFF
    }

    /**
     * Waits for {@code turn}; an interrupt of the thread calls it off, and stays set.
     *
     * @param patience in nanoseconds
     */
    Outcome enter(Turn turn, long patience) {
        long start = System.nanoTime();
        synchronized (this) {
            if (taken) {
                waiting.add(turn);
            } else {
                taken = true;
                busySince = start - freeSince >= SHORT_GAP ? start : busySince;
                turn.gap = gap(start);
                turn.granted = true;
            }
        }
        while (!turn.granted) {
            long left = patience - (System.nanoTime() - start);
            boolean over = turn.calledOff || turn.thread.isInterrupted();
            if ((over || left <= 0) && giveUp(turn)) {
                return over ? Outcome.CALLED_OFF : Outcome.TOO_LONG;
            }
            LockSupport.parkNanos(this, Math.max(left, 1));
        }
        if (turn.gap > 0) {
            stayAway(turn);
        }
        return Outcome.GRANTED;
    }

    /** False where the turn has come at the last moment. */
    private synchronized boolean giveUp(Turn turn) {
        return !turn.granted && waiting.remove(turn);
    }

    private void stayAway(Turn turn) {
        long start = System.nanoTime();
        long left = turn.gap;
        while (left > 0 && !turn.calledOff && !turn.thread.isInterrupted()) {
            LockSupport.parkNanos(this, left);
            left = turn.gap - (System.nanoTime() - start);
        }
    }

    /** Ends a turn; the next one begins. */
    void exit() {
        Turn next;
        synchronized (this) {
            next = waiting.poll();
            long now = System.nanoTime();
            if (next == null) {
                taken = false;
                freeSince = now;
                return;
            }
            next.gap = gap(now);
            next.granted = true;
        }
        LockSupport.unpark(next.thread);
    }

    private long gap(long now) {
        if (now - busySince < BUSY_FOR) {
            return 0;
        }
        busySince = now;
        return othersUntil - now > 0 ? LONG_GAP : SHORT_GAP;
    }

    /** Another process had the file locked when it was somebody's turn here. */
    synchronized void metOthers() {
        othersUntil = System.nanoTime() + OTHERS_STAY;
    }
}
