package io.holdfast.database;

import io.holdfast.engine.Access;
import java.time.Duration;
import java.util.Optional;

/**
 * One call through the library: what it is called, what it does to the database, and how long it may take. What it does
 * decides whether it may be done again when its connection is lost.
 *
 * @param name in lower-case words with dashes, for errors, events and logs
 * @param effect what it does
 * @param within how long it may take, repetitions included; empty for the usual limits
 */
public record Operation(String name, Effect effect, Optional<Duration> within) {

    /** What an operation does to the database. */
    public enum Effect {
        /** It only reads: it may be repeated, and the standby may answer it. */
        READS,
        /** It writes: it is not repeated once it has begun. */
        WRITES,
        /** It writes what stays the same when it is done twice: it may be repeated. */
        WRITES_IDEMPOTENTLY
    }

    /** An operation that only reads. */
    public static Operation read(String name) {
        return new Operation(name, Effect.READS, Optional.empty());
    }

    /** An operation that may write. */
    public static Operation write(String name) {
        return new Operation(name, Effect.WRITES, Optional.empty());
    }

    /** An operation that may write, and may be done twice as well as once. */
    public static Operation idempotent(String name) {
        return new Operation(name, Effect.WRITES_IDEMPOTENTLY, Optional.empty());
    }

    /** A copy that may take as long as {@code limit}. */
    public Operation within(Duration limit) {
        return new Operation(name, effect, Optional.of(limit));
    }

    Access access() {
        return effect == Effect.READS ? Access.READ_ONLY : Access.READ_WRITE;
    }

    boolean isRepeatable() {
        return effect != Effect.WRITES;
    }
}
