package io.holdfast.pool.lending;

import java.time.Duration;
import java.util.Optional;

/**
 * A connection that is away.
 *
 * @param thread what the thread that took it is called
 * @param since how long ago
 * @param callSite the place in the caller's code; empty where it was not noted
 */
public record Loan(String thread, Duration since, Optional<String> callSite) {

    /** What {@code thread} has taken. Virtual threads have no names as a rule; a dump of the threads shows their numbers. */
    static Loan to(Thread thread, Duration since, Optional<String> callSite) {
        String name = thread.getName();
        return new Loan(name.isEmpty() ? "#" + thread.getId() : name, since, callSite);
    }

    @Override
    public String toString() {
        return "by thread %s for %s%s"
                .formatted(
                        thread,
                        since.toMillis() < 10_000 ? since.toMillis() + " ms" : since.toSeconds() + " s",
                        callSite.map(place -> " at " + place).orElse(""));
    }
}
