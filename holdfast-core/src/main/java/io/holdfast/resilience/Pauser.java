package io.holdfast.resilience;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits. The only place where a thread of this library sleeps, so that a test can wait without waiting. */
@FunctionalInterface
public interface Pauser {

    /**
     * Waits for {@code pause}; not at all if it is zero or negative.
     *
     * @throws InterruptedException if the thread is interrupted before or meanwhile
     */
    void pause(Duration pause) throws InterruptedException;

    /** Waits in real time. */
    static Pauser real() {
        return pause -> TimeUnit.NANOSECONDS.sleep(Math.max(0, pause.toNanos()));
    }
}
