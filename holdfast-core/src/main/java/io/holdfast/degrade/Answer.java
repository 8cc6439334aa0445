package io.holdfast.degrade;

import java.time.Duration;

/**
 * What a read answers, and where that comes from.
 *
 * @param value the answer
 * @param origin where it comes from
 * @param age how long ago the database gave it; zero unless it is a last good value
 */
public record Answer<T>(T value, Origin origin, Duration age) {

    /** Where an answer comes from. */
    public enum Origin {
        /** The database gave it just now. */
        DATABASE,
        /** The database gave it a while ago, and is away now. */
        LAST_GOOD,
        /** It was declared for the time while the database is away. */
        FALLBACK
    }

    /** Whether the database gave it just now. */
    public boolean isFresh() {
        return origin == Origin.DATABASE;
    }
}
