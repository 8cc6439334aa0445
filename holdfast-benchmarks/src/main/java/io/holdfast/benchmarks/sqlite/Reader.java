package io.holdfast.benchmarks.sqlite;

import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** A thread that looks at one account after the other, and pauses after each, so that the writers are what is measured. */
final class Reader implements Callable<Reader> {
    private static final Duration BETWEEN_READS = Duration.ofMillis(1);

    private final Contestant contestant;
    private final int number;
    private final Window window;
    private final Time time;
    private long counted;
    private long busy;

    Reader(Contestant contestant, int number, Window window, Time time) {
        this.contestant = contestant;
        this.number = number;
        this.window = window;
        this.time = time;
    }

    @Override
    public Reader call() throws Exception {
        var random = new SplittableRandom(number);
        while (window.isOpenAt(time.ticker().nanos())) {
            read(random.nextInt(Ledger.ACCOUNTS));
            time.pauser().pause(BETWEEN_READS);
        }
        return this;
    }

    private void read(int account) throws Exception {
        boolean answered = true;
        try {
            contestant.read(account);
        } catch (Exception failure) {
            if (!Busy.is(failure)) {
                throw failure;
            }
            answered = false;
        }
        if (window.contains(time.ticker().nanos())) {
            counted += answered ? 1 : 0;
            busy += answered ? 0 : 1;
        }
    }

    /** How many reads were answered in the window. */
    long counted() {
        return counted;
    }

    /** How many failed as busy in it. */
    long busy() {
        return busy;
    }
}
