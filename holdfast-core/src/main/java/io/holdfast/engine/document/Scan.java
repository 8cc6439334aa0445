package io.holdfast.engine.document;

import java.time.Instant;
import java.util.Optional;

/**
 * Which documents are gone through, in the order in which they were created.
 *
 * @param state those in this state
 * @param until those that were created up to then; empty for all
 */
public record Scan(State state, Optional<Instant> until) {

    /** All in {@code state}. */
    public static Scan of(State state) {
        return new Scan(state, Optional.empty());
    }

    /** A copy for those alone that were created up to {@code end}. */
    public Scan until(Instant end) {
        return new Scan(state, Optional.of(end));
    }

    /**
     * How far one has come.
     *
     * @param createdAt when the last document was created
     * @param id its id
     */
    public record Cursor(Instant createdAt, String id) {
        /** Behind {@code last}. */
        public static Cursor behind(Envelope last) {
            return new Cursor(last.createdAt(), last.id());
        }
    }
}
