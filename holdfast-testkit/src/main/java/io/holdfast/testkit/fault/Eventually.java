package io.holdfast.testkit.fault;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** What is true after a short while, or the test fails. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOKING = Duration.ofMillis(5);

    private Eventually() {}

    /** Waits until {@code condition} holds; a failure calls it {@code what}. */
    static void holds(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOKING)
                .pollInSameThread()
                .until(condition);
    }
}
