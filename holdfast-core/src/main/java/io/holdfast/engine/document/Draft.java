package io.holdfast.engine.document;

import java.util.List;
import java.util.Optional;

/**
 * A document that is to be stored for the first time.
 *
 * @param id tells it from the others of its collection
 * @param nonce by which it is resolved; empty if it is to be there for readers at once
 * @param applied the id of the operation that stores it; empty for none
 * @param body the document itself
 */
public record Draft(String id, Optional<String> nonce, List<String> applied, Body body) {

    /**
     * Keeps a copy of the list.
     *
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if no document can have this id
     */
    public Draft {
        DocumentId.checked(id);
        nonce = nonce.map(DocumentId::operation);
        applied = applied.stream().map(DocumentId::operation).toList();
    }

    /** One that is there for readers at once. */
    public static Draft live(String id, Body body) {
        return new Draft(id, Optional.empty(), List.of(), body);
    }

    /** One that nobody reads until it is resolved by {@code nonce}. */
    public static Draft provisional(String id, String nonce, String operation, Body body) {
        return new Draft(id, Optional.of(nonce), List.of(operation), body);
    }

    /** What it is stored as. */
    public State state() {
        return nonce.isPresent() ? State.NEW : State.LIVE;
    }
}
