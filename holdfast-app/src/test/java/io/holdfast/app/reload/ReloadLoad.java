package io.holdfast.app.reload;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that call without a pause, and every failure they meet. */
final class ReloadLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean over;

    ReloadLoad(int callers, Runnable call) {
        for (int each = 0; each < callers; each++) {
            var thread = new Thread(() -> callOn(call), "caller-" + each);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        more(callers);
    }

    private void callOn(Runnable call) {
        while (!over) {
            try {
                call.run();
            } catch (RuntimeException | Error failure) {
                failures.add(failure);
            }
            calls.incrementAndGet();
        }
    }

    /** Waits until so many more calls have ended. */
    void more(int number) {
        long before = calls.get();
        await().atMost(PATIENCE).until(() -> calls.get() >= before + number);
    }

    long calls() {
        return calls.get();
    }

    List<Throwable> failures() {
        return failures;
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
