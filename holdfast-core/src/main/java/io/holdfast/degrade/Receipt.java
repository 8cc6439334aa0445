package io.holdfast.degrade;

import java.util.UUID;

/**
 * What a caller is told about a write that may be done later.
 *
 * @param id the write's id; {@code holdfast queue show} finds it by this while it is queued
 * @param state how far it is
 */
public record Receipt(UUID id, State state) {

    /** How far a write is. */
    public enum State {
        /** It is done: its transaction is committed. */
        APPLIED,
        /** It is not done. It is on disk, and will be applied once, in the order of its key, when the database is back. */
        QUEUED
    }

    /** Whether it is done. */
    public boolean isApplied() {
        return state == State.APPLIED;
    }
}
