package com.example.bank;

import com.example.bank.Call.Outcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Shows every second what became of the calls that ended in it, and how many wait. */
final class Board implements AutoCloseable {
    private static final String LINE = "%6s %11s %10s %9s %8s %9s%n";
    private static final Duration LONG = Duration.ofMillis(250);

    private final Calls calls;
    private final PrintStream out;
    private final ExecutorService clock = Executors.newSingleThreadExecutor();
    private int second;

    /** Will show {@code calls}. */
    Board(Calls calls, PrintStream out) {
        this.calls = calls;
        this.out = out;
    }

    /** Shows them from now on. */
    void show() {
        out.printf(LINE, "second", "transfers", "slowest", "waiting", "failed", "unknown");
        clock.execute(() -> {
            while (!over()) {
                line();
            }
        });
    }

    /** Waits for a second; gives whether this is the end. */
    private boolean over() {
        try {
            return clock.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException closed) {
            return true;
        }
    }

    private void line() {
        second++;
        List<Call> fresh = calls.fresh();
        out.printf(
                LINE,
                second,
                count(fresh, Outcome.DONE),
                slowest(fresh),
                calls.waitingLongerThan(LONG),
                count(fresh, Outcome.FAILED),
                count(fresh, Outcome.UNKNOWN));
    }

    private static String count(List<Call> some, Outcome outcome) {
        return number(some.stream().filter(call -> call.outcome() == outcome).count());
    }

    private static String slowest(List<Call> some) {
        return some.stream()
                .map(call -> call.end() - call.start())
                .max(Long::compare)
                .map(Board::time)
                .orElse("-");
    }

    /** A number as people write it. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Nanoseconds as a time that people can read. */
    static String time(long nanos) {
        return nanos < 1_000_000_000
                ? String.format(Locale.ROOT, "%.0f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
