package io.holdfast.sqlite.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/**
 * Waits for a lock that another process, or another connection of this one, has on the file: in short slices, so that an
 * interrupt or a cancellation ends it. SQLite's own waiting heeds neither.
 *
 * <p>The thread at work waits; any thread may call the waiting off.
 */
final class LockWait extends BusyHandler {
    private static final long FIRST_SLICE = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST_SLICE = TimeUnit.MILLISECONDS.toNanos(1);

    private volatile long patience;
    private volatile boolean calledOff;
    private boolean waited;
    private long since;

    /** Waits for {@code patience} nanoseconds at most. */
    LockWait(long patience) {
        this.patience = patience;
    }

    void limit(long nanos) {
        patience = nanos;
    }

    long patience() {
        return patience;
    }

    /** A statement begins: what was called off before is past. */
    void begin() {
        calledOff = false;
        waited = false;
    }

    /** Whether another thread has called the statement off since it began. */
    boolean wasCalledOff() {
        return calledOff;
    }

    /** Ends the waiting that goes on. */
    void callOff() {
        calledOff = true;
    }

    /** Whether it was ended from outside: it was called off, or the thread was interrupted. */
    boolean isCalledOff() {
        return calledOff || Thread.currentThread().isInterrupted();
    }

    /** Whether the statement had to wait. */
    boolean hasWaited() {
        return waited;
    }

    @Override
    protected int callback(int earlier) {
        long now = System.nanoTime();
        if (earlier == 0) {
            since = now;
            waited = true;
        }
        if (isCalledOff() || now - since >= patience) {
            return 0;
        }
        LockSupport.parkNanos(this, Math.min(FIRST_SLICE << Math.min(earlier, 10), LONGEST_SLICE));
        return 1;
    }
}
