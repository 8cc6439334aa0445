package io.holdfast.resilience;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at something again and again, in a thread of its own, as long as there is something to be seen; the thread ends
 * when there has been nothing for a while.
 *
 * <p>Safe for use by many threads.
 */
public final class Lookout {
    /** So often nothing is to be seen before the looking ends. */
    private static final int IDLE_LOOKS = 50;

    private final Duration every;
    private final Runnable look;
    private final BooleanSupplier needed;
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean looking;
    private @Nullable Future<?> looks;
    private int idle;

    /**
     * One that does not look yet.
     *
     * @param name of the thread
     * @param look what it does; quick, and never throws
     * @param needed whether there is something to be seen
     */
    public Lookout(String name, Duration every, Runnable look, BooleanSupplier needed) {
        this.every = every;
        this.look = look;
        this.needed = needed;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            var made = new Thread(work, name);
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(every.toMillis(), TimeUnit.MILLISECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** There is something to be seen now; costs a look at a field while it looks already. */
    public void wake() {
        if (!looking) {
            begin();
        }
    }

    private synchronized void begin() {
        if (!looking) {
            looking = true;
            idle = 0;
            looks = thread.scheduleWithFixedDelay(
                    this::lookOnce, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lookOnce() {
        look.run();
        idle = needed.getAsBoolean() ? 0 : idle + 1;
        if (idle > IDLE_LOOKS) {
            end();
        }
    }

    /** Whoever comes in between either sees that nobody looks any more, or is seen here. */
    private synchronized void end() {
        looking = false;
        if (needed.getAsBoolean()) {
            looking = true;
            return;
        }
        Future<?> last = looks;
        if (last != null) {
            last.cancel(false);
        }
    }
}
