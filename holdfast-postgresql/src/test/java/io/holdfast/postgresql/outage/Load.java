package io.holdfast.postgresql.outage;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.CallerThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Many threads that call without a pause, and what became of each call. */
final class Load implements AutoCloseable {
    /** A failure holds a trace; a server that is down turns away a million in a few seconds. */
    private static final int MOST_FAILURES = 100_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExecutorService threads = CallerThreads.open();
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean over;

    /** What is called; {@code number} is another one each time. */
    @FunctionalInterface
    interface Work {
        void call(long number);
    }

    /** One call that ended: when, how long it took, and what it threw. */
    record Call(long number, long start, long end, RuntimeException failure) {
        boolean succeeded() {
            return failure == null;
        }

        Duration took() {
            return Duration.ofNanos(end - start);
        }

        /** Whether the caller was told that nobody knows whether it took effect. */
        boolean isUnknown() {
            return failure instanceof HoldfastException known && known.kind() == ErrorKind.OUTCOME_UNKNOWN;
        }

        HoldfastException known() {
            return (HoldfastException) failure;
        }
    }

    static Load of(int threads, Work work) {
        Load load = new Load();
        for (int each = 0; each < threads; each++) {
            load.threads.submit(() -> load.run(work));
        }
        return load;
    }

    /** So many threads, and one call of each. */
    static Load once(int threads, Work work) {
        Load load = new Load();
        for (int each = 0; each < threads; each++) {
            load.threads.submit(() -> load.one(work));
        }
        return load;
    }

    private void run(Work work) {
        while (!over) {
            one(work);
            Thread.yield(); // virtual threads that are turned away at once would let nobody else run
        }
    }

    private void one(Work work) {
        long number = numbers.incrementAndGet();
        long start = System.nanoTime();
        RuntimeException thrown = null;
        try {
            work.call(number);
        } catch (RuntimeException failure) {
            thrown = failure;
        }
        Call call = new Call(number, start, System.nanoTime(), thrown);
        if (thrown == null || call.isUnknown() || failures.incrementAndGet() <= MOST_FAILURES) {
            calls.add(call);
        }
        ended.incrementAndGet();
    }

    /** How many calls have ended so far. */
    long ended() {
        return ended.get();
    }

    /** Every call that has ended so far; of the failures the first ones, and all whose outcome is unknown. */
    List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** The calls that failed. */
    List<Call> failures() {
        return calls().stream().filter(call -> !call.succeeded()).toList();
    }

    /** How long after {@code moment} the first call succeeded that began later. */
    Duration firstSuccessAfter(long moment) {
        return calls().stream()
                .filter(call -> call.succeeded() && call.start() - moment >= 0)
                .map(call -> Duration.ofNanos(call.end() - moment))
                .min(Duration::compareTo)
                .orElse(Duration.ofDays(1));
    }

    /** The numbers of the calls that succeeded. */
    List<Long> acknowledged() {
        return calls().stream().filter(Call::succeeded).map(Call::number).toList();
    }

    /** The numbers of the calls that took effect or not: their callers were told that nobody knows. */
    List<Long> unknown() {
        return calls().stream().filter(Call::isUnknown).map(Call::number).toList();
    }

    /** The latency below which {@code percent} of {@code calls} stayed. */
    static Duration percentile(List<Call> calls, double percent) {
        List<Duration> sorted = calls.stream().map(Call::took).sorted().toList();
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** Lets every thread finish its call. */
    void stop() {
        over = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("a call hangs for more than " + PATIENCE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
