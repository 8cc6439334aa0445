package io.holdfast.schema.run;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Time;
import java.time.Duration;

/** Waits for others, a little longer each time, and no longer than was declared. */
final class Patience {
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

    private final Time time;
    private final long end;
    private int waits;

    Patience(Time time, Duration longest) {
        this.time = time;
        this.end = time.ticker().nanos() + longest.toNanos();
    }

    boolean isOver() {
        return time.ticker().nanos() - end >= 0;
    }

    /**
     * Waits a moment.
     *
     * @throws HoldfastException of kind CANCELLED if the thread is interrupted
     */
    void pause() {
        waits++;
        Duration pause = PAUSES.steadyAfter(waits, time.random());
        long left = Math.max(0, end - time.ticker().nanos());
        try {
            time.pauser().pause(Duration.ofNanos(Math.min(pause.toNanos(), left)));
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw Failure.of(ErrorKind.CANCELLED, "waiting to migrate was interrupted")
                    .causedBy(interrupt);
        }
    }
}
