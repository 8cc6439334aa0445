package io.holdfast.benchmarks.sqlite;

import io.holdfast.resilience.Time;
import java.time.Duration;

/**
 * When a turn is measured, in nanoseconds of the ticker: what it does before only warms it up.
 *
 * @param from when measuring begins
 * @param to when it ends; nothing new is begun from then on
 */
record Window(long from, long to) {
    private static final double NANOS = 1e9;

    /** One that begins after {@code warmUp} from now, and lasts {@code measured}. */
    static Window after(Duration warmUp, Duration measured, Time time) {
        long from = time.ticker().nanos() + warmUp.toNanos();
        return new Window(from, from + measured.toNanos());
    }

    /** Whether {@code moment} is before its end. */
    boolean isOpenAt(long moment) {
        return moment - to < 0;
    }

    /** Whether {@code moment} is in it. */
    boolean contains(long moment) {
        return moment - from >= 0 && isOpenAt(moment);
    }

    /** Whether what ended at {@code moment} is counted: also what began in it and outlasted it. */
    boolean isReachedAt(long moment) {
        return moment - from >= 0;
    }

    /** How many each second {@code count} are. */
    double perSecond(long count) {
        return count * NANOS / (to - from);
    }
}
