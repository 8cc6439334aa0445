package io.holdfast.degrade;

import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long entries have failed for reasons that may be theirs or not: a lock that others hold for a while looks like a write
 * that takes too long. Safe for use by many threads.
 */
final class Patience {
    /** Longer than others are usually in the way, and short enough for somebody to be there who sees it. */
    static final Duration LIMIT = Duration.ofHours(1);

    private final Ticker ticker;
    private final Map<UUID, Long> since = new ConcurrentHashMap<>();

    Patience(Ticker ticker) {
        this.ticker = ticker;
    }

    /** An attempt at {@code entry} failed so; whether that has gone on for too long. */
    boolean isOver(UUID entry) {
        long now = ticker.nanos();
        long first = since.computeIfAbsent(entry, fresh -> now);
        return now - first >= LIMIT.toNanos();
    }

    /** What happened to {@code entry} now is something else. */
    void renew(UUID entry) {
        since.remove(entry);
    }
}
