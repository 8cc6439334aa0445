package io.holdfast.pool.lending;

import io.holdfast.resilience.Ticker;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places in a pool: as many callers as it has connections may be inside, and the others wait outside, first come
 * first served, up to a limit. They wait here and not in HikariCP, because from here they can be called away.
 */
final class Places {
    /** So many permits that nobody waits any more, and so few that their number never overflows. */
    private static final int EVERYBODY = 1 << 30;

    private final Permits places;
    private volatile int mostWaiting;
    private int size;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean dissolved = new AtomicBoolean();

    /** How an attempt to enter ended. */
    enum Entry {
        /** The caller is inside, and leaves once. */
        IN,
        /** No place came free in time. */
        LATE,
        /** Too many callers wait already. */
        CROWDED,
        /** The caller's thread was interrupted, and still is. */
        INTERRUPTED
    }

    Places(int size, int mostWaiting) {
        this.places = new Permits(size);
        this.size = size;
        this.mostWaiting = mostWaiting;
    }

    /** First come first served; and one can be taken away before it is there. */
    private static final class Permits extends Semaphore {
        private static final long serialVersionUID = 1L;

        Permits(int size) {
            super(size, true);
        }

        void takeAway(int number) {
            reducePermits(number);
        }
    }

    /** There are {@code wanted} from now on. Who is inside stays; nobody enters until enough of them have left. */
    synchronized void resize(int wanted, int mostWaitingNow) {
        mostWaiting = mostWaitingNow;
        if (wanted > size) {
            places.release(wanted - size);
        } else {
            places.takeAway(size - wanted);
        }
        size = wanted;
    }

    /** Enters, waiting until the moment {@code until} of {@code ticker} if it must. */
    Entry enter(Ticker ticker, long until) {
        return !places.hasQueuedThreads() && places.tryAcquire() ? Entry.IN : queue(until - ticker.nanos());
    }

    private Entry queue(long nanos) {
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            return Entry.CROWDED;
        }
        try {
            return places.tryAcquire(nanos, TimeUnit.NANOSECONDS) ? Entry.IN : Entry.LATE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Entry.INTERRUPTED;
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Gives a place back. */
    void leave() {
        places.release();
    }

    /** Lets everybody in, for good: the pool has nothing to give any more. Harmless when repeated. */
    void dissolve() {
        if (dissolved.compareAndSet(false, true)) {
            places.release(EVERYBODY);
        }
    }

    int waiting() {
        return waiting.get();
    }

    /** How many could enter without waiting. */
    int free() {
        return Math.max(0, places.availablePermits());
    }
}
