package io.holdfast.engine.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A document as a store keeps it: the body of the user, and beside it what the store and those who move it need.
 *
 * @param id tells it from the others of its collection
 * @param version grows by one with each change, and never begins again for an id
 * @param state what it is
 * @param nonce by which a provisional one is resolved; empty for the others
 * @param applied the ids of the operations that took effect on it, the oldest first
 * @param backedUp the last version that is known to be in the backup; 0 for none
 * @param createdAt when it was first stored, by the clock of that database, in whole milliseconds
 * @param movedAt when it was copied here, by the clock of this database; empty if it was made here
 * @param body the document itself; empty if it was deleted
 */
public record Envelope(
        String id,
        long version,
        State state,
        Optional<String> nonce,
        List<String> applied,
        long backedUp,
        Instant createdAt,
        Optional<Instant> movedAt,
        Optional<Body> body) {

    /**
     * Keeps a copy of the list.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if no document can have this id
     * @throws IllegalArgumentException if the parts contradict each other
     */
    public Envelope {
        DocumentId.checked(id);
        applied = applied.stream().map(DocumentId::operation).toList();
        if (version < 1) {
            throw new IllegalArgumentException("a version is 1 or more; found " + version);
        }
        if (nonce.isPresent() != (state == State.NEW)) {
            throw new IllegalArgumentException("a nonce belongs to a provisional document, and to no other");
        }
        if (body.isPresent() == (state == State.DEL)) {
            throw new IllegalArgumentException("a deleted document has no body, and every other one has");
        }
    }

    /** Whether it is there for a reader. */
    public boolean isLive() {
        return state == State.LIVE;
    }

    /** A copy of which the backup is known to hold {@code backed}. */
    public Envelope withBackedUp(long backed) {
        return new Envelope(id, version, state, nonce, applied, backed, createdAt, movedAt, body);
    }

    /** Tells nothing of the body. */
    @Override
    public String toString() {
        return "%s %s version %d".formatted(state, id, version);
    }
}
