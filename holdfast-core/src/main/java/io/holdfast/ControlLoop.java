package io.holdfast;

import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.log.Log;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the copy of the flags fresh and the audit table complete, in one thread: every few seconds, at once when something
 * was put on record or the control database is back, and less and less often while it is away.
 */
final class ControlLoop implements AutoCloseable {
    private static final Log log = Log.of(ControlLoop.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Backoff AWAY = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final Duration LAST_CHANCE = Duration.ofSeconds(5);

    private final Control control;
    private final Time time;
    private final Semaphore work = new Semaphore(0);
    private final Events.Subscription subscription;
    private final Thread thread;
    private volatile boolean closed;
    private volatile int failures;
    private final Map<String, String> told = new HashMap<>();

    private ControlLoop(Control control, Time time, Events events) {
        this.control = control;
        this.time = time;
        this.thread = new Thread(this::run, "holdfast-control");
        this.thread.setDaemon(true);
        this.subscription = events.listen(this::see);
    }

    static ControlLoop over(Control control, Time time, Events events) {
        var loop = new ControlLoop(control, time, events);
        loop.thread.start();
        return loop;
    }

    private void see(Event event) {
        boolean back = event instanceof Event.StateChanged changed
                && changed.database().equals(control.database().name())
                && changed.state() != Availability.DOWN;
        boolean recorded = event instanceof Event.ActionFinished && failures == 0;
        if (back || recorded) {
            work.release();
        }
    }

    private void run() {
        while (!closed) {
            boolean refreshed = done("flags", control.flags()::refresh);
            boolean settled = done("outcomes", control.flags()::settle);
            boolean replayed = done("audit table", control::replay);
            boolean fine = refreshed && settled && replayed;
            failures = fine ? 0 : failures + 1;
            if (!await(fine ? EVERY : AWAY.steadyAfter(failures, time.random()))) {
                return;
            }
        }
    }

    private boolean await(Duration pause) {
        try {
            if (!closed && work.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                work.drainPermits();
            }
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    /** A failure of a task is told once; the signals tell how long it lasts. */
    private boolean done(String name, Runnable task) {
        try {
            task.run();
            told.remove(name);
            return true;
        } catch (HoldfastException failure) {
            String sentence = failure.failure().sentence();
            if (!closed && !sentence.equals(told.put(name, sentence))) {
                log.warn("the control database cannot be used now, and is tried again: {}", sentence);
            }
            return false;
        } catch (RuntimeException defect) {
            log.error("the control database: unexpected failure", defect);
            return false;
        }
    }

    /** Ends it; what is on record and not yet in the table is copied by whoever comes next. */
    @Override
    public void close() {
        closed = true;
        subscription.close();
        work.release();
        try {
            thread.join(LAST_CHANCE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
