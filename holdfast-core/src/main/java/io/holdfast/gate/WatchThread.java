package io.holdfast.gate;

import io.holdfast.log.Log;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The thread of one {@link Watch}: a step, a pause, and no pause where somebody asks for a look at once. */
final class WatchThread implements Runnable, AutoCloseable {
    private static final Log log = Log.of(WatchThread.class);
    private static final Duration AFTER_A_DEFECT = Duration.ofSeconds(1);

    private final Watch watch;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition called = lock.newCondition();
    private boolean hurry;
    private volatile boolean closing;

    WatchThread(Watch watch, String name) {
        this.watch = watch;
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Has it look now. */
    void hurry() {
        lock.lock();
        try {
            hurry = true;
            called.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        while (!closing) {
            pause(step());
        }
        watch.dropSession();
    }

    private Duration step() {
        try {
            return watch.step();
        } catch (RuntimeException | LinkageError | AssertionError defect) {
            log.error("a step of {} failed; it goes on", thread.getName(), defect);
            return AFTER_A_DEFECT;
        }
    }

    private void pause(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!hurry && !closing && left > 0) {
                left = called.awaitNanos(left);
            }
            hurry = false;
        } catch (InterruptedException closed) {
            log.trace("{} is called away", thread.getName());
        } finally {
            lock.unlock();
        }
    }

    /** Ends it; a question that hangs is given up. */
    @Override
    public void close() {
        closing = true;
        hurry();
        watch.dropSession();
        thread.interrupt();
    }

    /** Waits until it has ended, at most for {@code patience}; not at all if the caller is interrupted. */
    void join(Duration patience) {
        try {
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
