package io.holdfast.benchmarks.connection;

import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Threads that call again and again until they are stopped, and when each call began and ended.
 *
 * <p>After every call a thread pauses for a millisecond, whoever is measured and however the call ended. Without that,
 * who fails or succeeds fast would take the processors from all others, and from the server that is starting.
 */
final class Load implements AutoCloseable {
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Work work;
    private final Time time;
    private final ExecutorService threads = Executors.newCachedThreadPool(Load::thread);
    private final AtomicLong numbers = new AtomicLong();
    private final List<Call> calls = new ArrayList<>();
    private @Nullable Exception firstFailure;
    private volatile boolean over;

    private Load(Work work, Time time) {
        this.work = work;
        this.time = time;
    }

    /** What is called. */
    @FunctionalInterface
    interface Work {
        /**
         * One call.
         *
         * @param number another one each time
         * @return the port of the server that answered
         */
        int call(long number) throws Exception;
    }

    /** A call that ended: when, in the ticker's nanoseconds, and which server answered; none if it failed. */
    record Call(long began, long ended, int server) {
        private static final int NONE = -1;

        boolean succeeded() {
            return server != NONE;
        }

        double millis() {
            return TimeUnit.NANOSECONDS.toMicros(ended - began) / 1e3;
        }
    }

    /** So many threads that do {@code work}. */
    static Load of(int threads, Work work, Time time) {
        Load load = new Load(work, time);
        for (int each = 0; each < threads; each++) {
            load.threads.execute(load::run);
        }
        return load;
    }

    private void run() {
        try {
            while (!over) {
                add(call());
                time.pauser().pause(BETWEEN_CALLS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Call call() {
        long number = numbers.incrementAndGet();
        long began = time.ticker().nanos();
        try {
            int server = work.call(number);
            return new Call(began, time.ticker().nanos(), server);
        } catch (Exception failure) {
            Call call = new Call(began, time.ticker().nanos(), Call.NONE);
            noteFailure(failure);
            return call;
        }
    }

    private synchronized void add(Call call) {
        calls.add(call);
        notifyAll();
    }

    private synchronized void noteFailure(Exception failure) {
        if (firstFailure == null) {
            firstFailure = failure;
        }
    }

    /** Every call that has ended so far. */
    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many calls have failed so far. */
    long failures() {
        return calls().stream().filter(call -> !call.succeeded()).count();
    }

    /** The first failure of all. */
    synchronized Optional<Exception> firstFailure() {
        return Optional.ofNullable(firstFailure);
    }

    /** Waits for the first call that is {@code wanted}, past calls included; empty if none is within {@code patience}. */
    synchronized Optional<Call> await(Predicate<Call> wanted, Duration patience) throws InterruptedException {
        long end = time.ticker().nanos() + patience.toNanos();
        int seen = 0;
        for (long left = patience.toNanos(); ; left = end - time.ticker().nanos()) {
            for (; seen < calls.size(); seen++) {
                if (wanted.test(calls.get(seen))) {
                    return Optional.of(calls.get(seen));
                }
            }
            if (left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * Waits until so many {@code more} calls have succeeded that began from now on.
     *
     * @throws IllegalStateException if they take too long
     */
    void awaitSuccesses(int more) throws InterruptedException {
        long now = time.ticker().nanos();
        AtomicLong count = new AtomicLong();
        Optional<Call> last =
                await(call -> call.succeeded() && call.began() - now >= 0 && count.incrementAndGet() == more, PATIENCE);
        if (last.isEmpty()) {
            throw new IllegalStateException(
                    "calls do not succeed", firstFailure().orElse(null));
        }
    }

    /** Lets every thread finish its call; one that hangs is interrupted, and left alone. */
    void stop() throws InterruptedException {
        over = true;
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    }
}
