package io.holdfast.benchmarks.sqlite;

import io.holdfast.resilience.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/**
 * A thread that makes one booking after the other. One that fails as busy is counted and tried again after a pause, until
 * it is made: its time is that from the first attempt to the commit. Any other failure ends the turn.
 */
final class Writer implements Callable<Writer> {
    private static final Duration AFTER_BUSY = Duration.ofMillis(1);
    private static final double MILLION = 1e6;

    private final Contestant contestant;
    private final int number;
    private final Window window;
    private final Time time;
    private final List<Double> millis = new ArrayList<>();
    private long acknowledged;
    private long counted;
    private long busy;

    Writer(Contestant contestant, int number, Window window, Time time) {
        this.contestant = contestant;
        this.number = number;
        this.window = window;
        this.time = time;
    }

    @Override
    public Writer call() throws Exception {
        var random = new SplittableRandom(number);
        for (long began = now(); window.isOpenAt(began); began = now()) {
            make(new Booking(
                    number, acknowledged + 1, random.nextInt(Ledger.ACCOUNTS), random.nextInt(Ledger.ACCOUNTS)));
            acknowledged++;
            note(began, now());
        }
        return this;
    }

    private void make(Booking booking) throws Exception {
        for (boolean made = false; !made; ) {
            made = tryToMake(booking);
            if (!made) {
                time.pauser().pause(AFTER_BUSY);
            }
        }
    }

    private boolean tryToMake(Booking booking) throws Exception {
        try {
            contestant.write(booking);
            return true;
        } catch (Exception failure) {
            if (!Busy.is(failure)) {
                throw failure;
            }
            busy += window.contains(now()) ? 1 : 0;
            return false;
        }
    }

    private void note(long began, long ended) {
        counted += window.contains(ended) ? 1 : 0;
        if (window.isReachedAt(ended)) {
            millis.add((ended - began) / MILLION);
        }
    }

    private long now() {
        return time.ticker().nanos();
    }

    /** How many of its bookings are committed, those outside the window included. */
    long acknowledged() {
        return acknowledged;
    }

    /** How many of them were committed in the window. */
    long counted() {
        return counted;
    }

    /** How many attempts failed as busy in the window. */
    long busy() {
        return busy;
    }

    /** How long those took that were committed in the window, and the last one, which may have outlasted it. */
    List<Double> millis() {
        return millis;
    }
}
