package io.holdfast.benchmarks.sqlite;

import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * What one contestant did in one turn, with eight writers and four readers at once.
 *
 * @param commits those in the window, each second
 * @param reads those in the window, each second
 * @param busy how many attempts to write or read failed as busy in the window
 * @param attempts how many attempts to write there were in the window
 * @param fairness the commits of the slowest writer for each hundred of the fastest
 * @param millis how long each write took, repetitions included
 * @param acknowledged how many writes of each writer were acknowledged, in the window or not
 */
record Turn(
        double commits,
        double reads,
        long busy,
        long attempts,
        double fairness,
        List<Double> millis,
        List<Long> acknowledged) {
    static final int WRITERS = 8;
    static final int READERS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double PERCENT = 100;

    /**
     * Has {@code contestant} take its turn: {@code measured} after {@code warmUp}.
     *
     * @throws Exception what failed, other than as busy
     */
    static Turn of(Contestant contestant, Duration warmUp, Duration measured, Time time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + READERS, Turn::thread);
        try {
            Window window = Window.after(warmUp, measured, time);
            List<Writer> writers = new ArrayList<>();
            List<Reader> readers = new ArrayList<>();
            for (int number = 0; number < WRITERS; number++) {
                writers.add(new Writer(contestant, number, window, time));
            }
            for (int number = 0; number < READERS; number++) {
                readers.add(new Reader(contestant, number, window, time));
            }
            List<Callable<?>> all = new ArrayList<>(writers);
            all.addAll(readers);
            finish(threads, all, window.to() + PATIENCE.toNanos(), time);
            return of(writers, readers, window);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void finish(ExecutorService threads, List<Callable<?>> all, long end, Time time) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (Callable<?> each : all) {
            running.add(threads.submit(each));
        }
        for (Future<?> each : running) {
            each.get(Math.max(0, end - time.ticker().nanos()), TimeUnit.NANOSECONDS);
        }
    }

    private static Turn of(List<Writer> writers, List<Reader> readers, Window window) {
        long commits = writers.stream().mapToLong(Writer::counted).sum();
        long busyWrites = writers.stream().mapToLong(Writer::busy).sum();
        long busyReads = readers.stream().mapToLong(Reader::busy).sum();
        return new Turn(
                window.perSecond(commits),
                window.perSecond(readers.stream().mapToLong(Reader::counted).sum()),
                busyWrites + busyReads,
                commits + busyWrites,
                fairness(writers.stream().mapToLong(Writer::counted)),
                writers.stream().flatMap(writer -> writer.millis().stream()).toList(),
                writers.stream().map(Writer::acknowledged).toList());
    }

    private static double fairness(LongStream commits) {
        var range = commits.summaryStatistics();
        return range.getMax() == 0 ? 0 : PERCENT * range.getMin() / range.getMax();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    }
}
