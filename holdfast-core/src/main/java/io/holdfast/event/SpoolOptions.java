package io.holdfast.event;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * How a spool works.
 *
 * @param bytes a file is given up for a new one as soon as it holds this many
 * @param age a file is given up as soon as its first entry is this old
 * @param steps is told of each step
 */
record SpoolOptions(long bytes, Duration age, Consumer<SpoolStep> steps) {
    /** A file is read whole to be searched or verified, and is removed whole when the record is pruned. */
    static final SpoolOptions USUAL = new SpoolOptions(4L * 1024 * 1024, Duration.ofDays(30), step -> {});

    /** The same with another listener. */
    SpoolOptions telling(Consumer<SpoolStep> listener) {
        return new SpoolOptions(bytes, age, listener);
    }

    /** The same with other limits. */
    SpoolOptions limitedTo(long most, Duration oldest) {
        return new SpoolOptions(most, oldest, steps);
    }

    boolean reached(long size, Instant begun, Instant now) {
        return size >= bytes || Duration.between(begun, now).compareTo(age) >= 0;
    }
}
