package io.holdfast.engine.document;

/**
 * What became of a document that was to be copied into a store.
 *
 * @param id whose copy it was
 * @param outcome what became of it
 * @param reason why it was refused; empty otherwise
 */
public record Put(String id, Outcome outcome, String reason) {

    /** What can become of it. */
    public enum Outcome {
        /** The store holds it now. */
        WRITTEN,
        /** The store held this version or a newer one, and was left as it was. */
        NOT_NEWER,
        /** The store refused this document, and would refuse it again. */
        REFUSED
    }
}
