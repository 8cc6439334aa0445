package io.holdfast.transaction;

import io.holdfast.resilience.Ticker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the open transactions of a database every few milliseconds, while there are some. A timer for each would wake a
 * thread with every transaction.
 *
 * <p>Safe for use by many threads.
 */
final class Deadlines {
    private static final long EVERY_MILLIS = 20;

    /** So long nothing is open before the looking ends. */
    private static final int IDLE_LOOKS = 50;

    private final Ticker ticker;
    private final Set<Expiry> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean looking;
    private @Nullable Future<?> looks;
    private int idle;

    Deadlines(String database, Ticker ticker) {
        this.ticker = ticker;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            var made = new Thread(work, "holdfast-deadlines-" + database);
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(EVERY_MILLIS, TimeUnit.MILLISECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    void add(Expiry expiry) {
        open.add(expiry);
        if (!looking) {
            begin();
        }
    }

    void remove(Expiry expiry) {
        open.remove(expiry);
    }

    private synchronized void begin() {
        if (!looking) {
            looking = true;
            idle = 0;
            looks = thread.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        open.forEach(expiry -> expiry.look(ticker));
        idle = open.isEmpty() ? idle + 1 : 0;
        if (idle > IDLE_LOOKS) {
            end();
        }
    }

    /** Whoever came in between either sees that nobody looks any more, or is seen here. */
    private synchronized void end() {
        looking = false;
        if (!open.isEmpty()) {
            looking = true;
            return;
        }
        Future<?> last = looks;
        if (last != null) {
            last.cancel(false);
        }
    }
}
