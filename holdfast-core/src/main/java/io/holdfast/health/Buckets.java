package io.holdfast.health;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** The bounds below which a timer counts how much took no longer. */
enum Buckets {
    /** None: a timer counts, adds up, and keeps the longest. */
    NONE(List.of()),
    /** Ten, from a connection that was free to a caller whose patience is at its end; Micrometer would make seventy. */
    TEN(List.of(
            Duration.ofNanos(500_000),
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5)));

    private final List<Duration> bounds;

    Buckets(List<Duration> bounds) {
        this.bounds = bounds;
    }

    List<Duration> bounds() {
        return bounds;
    }

    Timer.Builder in(Timer.Builder timer) {
        return bounds.isEmpty() ? timer : timer.serviceLevelObjectives(bounds.toArray(Duration[]::new));
    }
}
