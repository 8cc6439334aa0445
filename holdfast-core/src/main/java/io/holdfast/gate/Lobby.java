package io.holdfast.gate;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.resilience.Ticker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Where callers wait until something changes at the servers; as many as may, and no more. */
final class Lobby {
    private final ReentrantLock lock;
    private final Condition changed;
    private final Ticker ticker;
    private final String database;
    private final IntSupplier seats;
    private final AtomicInteger taken = new AtomicInteger();

    Lobby(ReentrantLock lock, Ticker ticker, String database, IntSupplier seats) {
        this.lock = lock;
        this.changed = lock.newCondition();
        this.ticker = ticker;
        this.database = database;
        this.seats = seats;
    }

    /**
     * Waits while {@code same} holds, until the moment {@code until} of the ticker; whether it holds no more.
     *
     * @param same asked under the lock
     * @throws io.holdfast.error.HoldfastException of kind POOL_EXHAUSTED if too many wait already, of kind CANCELLED if the
     *     thread was interrupted, which it still is
     */
    boolean await(BooleanSupplier same, long until) {
        int most = seats.getAsInt();
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            throw failure(ErrorKind.POOL_EXHAUSTED, "%d callers wait for %s already".formatted(most, database))
                    .withHint("send fewer calls at once, or raise databases.%s.pool.max-waiting".formatted(database))
                    .exception();
        }
        try {
            return standing(same, until);
        } finally {
            taken.decrementAndGet();
        }
    }

    /** Waits as {@link #await} does, without taking a seat: for who is no caller. */
    boolean standing(BooleanSupplier same, long until) {
        lock.lock();
        try {
            long left = until - ticker.nanos();
            while (same.getAsBoolean() && left > 0) {
                changed.awaitNanos(left);
                left = until - ticker.nanos();
            }
            return !same.getAsBoolean();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure(ErrorKind.CANCELLED, "the wait for %s was interrupted".formatted(database))
                    .causedBy(interrupted);
        } finally {
            lock.unlock();
        }
    }

    private Failure failure(ErrorKind kind, String sentence) {
        return Failure.of(kind, sentence).during("borrow", database);
    }

    /** Has everybody look again; called under the lock. */
    void call() {
        changed.signalAll();
    }

    int waiting() {
        return taken.get();
    }
}
