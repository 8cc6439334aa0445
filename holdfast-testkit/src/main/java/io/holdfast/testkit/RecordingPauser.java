package io.holdfast.testkit;

import io.holdfast.resilience.Pauser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers how long it was asked to wait, and lets that time pass on a clock at once. */
public final class RecordingPauser implements Pauser {
    private final SettableClock clock;
    private final List<Duration> pauses = new ArrayList<>();

    /** Moves {@code clock} instead of waiting. */
    public RecordingPauser(SettableClock clock) {
        this.clock = clock;
    }

    @Override
    public void pause(Duration pause) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the pause");
        }
        synchronized (pauses) {
            pauses.add(pause);
        }
        clock.advance(pause);
    }

    /** Every pause so far, in order. */
    public List<Duration> pauses() {
        synchronized (pauses) {
            return List.copyOf(pauses);
        }
    }
}
