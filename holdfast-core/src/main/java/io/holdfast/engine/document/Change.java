package io.holdfast.engine.document;

import java.util.List;
import java.util.Optional;

/**
 * What a stored document becomes: the next version of it.
 *
 * @param applied the ids of the operations that took effect on it, this one included
 * @param body the new body; empty if it is deleted by this
 */
public record Change(List<String> applied, Optional<Body> body) {

    /** Keeps a copy of the list. */
    public Change {
        applied = applied.stream().map(DocumentId::operation).toList();
    }

    /** What it is then. */
    public State state() {
        return body.isPresent() ? State.LIVE : State.DEL;
    }
}
