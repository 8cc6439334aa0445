package io.holdfast.pool.lending;

import java.time.Duration;
import java.util.Optional;

/**
 * A connection that is away.
 *
 * @param thread the name of the thread that took it
 * @param since how long ago
 * @param callSite the place in the caller's code; empty where it was not noted
 */
public record Loan(String thread, Duration since, Optional<String> callSite) {

    @Override
    public String toString() {
        return "by thread %s for %s%s"
                .formatted(
                        thread,
                        since.toMillis() < 10_000 ? since.toMillis() + " ms" : since.toSeconds() + " s",
                        callSite.map(place -> " at " + place).orElse(""));
    }
}
