package io.holdfast.resilience;

import java.time.Duration;

/** A moment by which something must be over, however many steps it takes. A change of the clock does not move it. */
public final class Deadline {
    private final Ticker ticker;
    private final long end;

    private Deadline(Ticker ticker, long end) {
        this.ticker = ticker;
        this.end = end;
    }

    /** The moment {@code patience} from now. */
    public static Deadline after(Duration patience, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + nanos(patience));
    }

    /** What is left of the time; zero once it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - ticker.nanos()));
    }

    /** When it passes, in the ticker's nanoseconds. */
    public long end() {
        return end;
    }

    /** Whether no time is left. */
    public boolean hasPassed() {
        return end - ticker.nanos() <= 0;
    }

    /** What is left of the time, and at most {@code limit}. */
    public Duration remainingUpTo(Duration limit) {
        Duration remaining = remaining();
        return remaining.compareTo(limit) < 0 ? remaining : limit;
    }

    /** Half of the count's range is 146 years; a longer patience would look like a moment in the past. */
    private static long nanos(Duration patience) {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
        return patience.compareTo(longest) > 0 ? longest.toNanos() : patience.toNanos();
    }
}
