package io.holdfast.resilience;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps repetitions after lost connections from becoming a storm: over a window of ten seconds at most a tenth of the
 * calls, and always a few, may be repetitions. A server in trouble is not given several times the work by all who try
 * again. Deadlocks and their like are no sign of trouble and are not counted here.
 *
 * <p>Safe for use by many threads; counting a call costs a few nanoseconds.
 */
public final class RetryBudget {
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();
    private static final int ONE_IN = 10;

    /** So that a quiet application may repeat at all. */
    private static final int ALWAYS = 100;

    private final Ticker ticker;
    private final LongAdder calls = new LongAdder();
    private long windowStart;
    private long callsAtStart;
    private long spent;

    /** Nothing is spent yet. */
    public RetryBudget(Ticker ticker) {
        this.ticker = ticker;
        this.windowStart = ticker.nanos();
    }

    /** Counts a call. */
    public void call() {
        calls.increment();
    }

    /** Takes leave for one repetition; false if too many were made lately. */
    public synchronized boolean spend() {
        long now = ticker.nanos();
        long count = calls.sum();
        if (now - windowStart >= WINDOW) {
            windowStart = now;
            callsAtStart = count;
            spent = 0;
        }
        if (spent >= ALWAYS + (count - callsAtStart) / ONE_IN) {
            return false;
        }
        spent++;
        return true;
    }
}
