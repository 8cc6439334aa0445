package io.holdfast.testkit;

import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock and a count of nanoseconds that only move when told to. */
public final class SettableClock implements InstantSource, Ticker {
    private Instant now;
    private long nanos;

    /** Begins at {@code now}. */
    public SettableClock(Instant now) {
        this.now = now;
    }

    /** Begins on the first day of 2026, at noon. */
    public static SettableClock atNoon() {
        return new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
    }

    /** Lets {@code time} pass. */
    public synchronized void advance(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /** Sets the clock, as an operator would; the count of nanoseconds goes on as if nothing had happened. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }
}
