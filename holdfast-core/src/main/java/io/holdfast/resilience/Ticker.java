package io.holdfast.resilience;

/** A count of nanoseconds that never goes back; only differences mean something. */
@FunctionalInterface
public interface Ticker {

    /** The count now. */
    long nanos();

    /** The machine's own count, which no change of the clock touches. */
    static Ticker system() {
        return System::nanoTime;
    }
}
