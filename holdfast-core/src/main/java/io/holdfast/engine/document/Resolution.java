package io.holdfast.engine.document;

import java.util.List;

/** What becomes of a provisional document. */
public sealed interface Resolution {

    /** It is taken back, as if it had never been there. */
    record Withdrawn() implements Resolution {}

    /**
     * It is there for readers from now on.
     *
     * @param version the version that it begins with: greater than that of a deleted one of its id anywhere
     * @param applied the ids of the operations that took effect on it
     */
    record Live(long version, List<String> applied) implements Resolution {
        /** Keeps a copy of the list. */
        public Live {
            applied = applied.stream().map(DocumentId::operation).toList();
        }
    }
}
