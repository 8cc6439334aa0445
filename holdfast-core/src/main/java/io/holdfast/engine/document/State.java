package io.holdfast.engine.document;

/** What a stored document is. */
public enum State {
    /** Provisional: nobody reads it, until it is resolved by its nonce. */
    NEW,
    /** It is there. */
    LIVE,
    /** It was deleted: what is kept is its version, not its body, so that no late copy brings it back. */
    DEL
}
