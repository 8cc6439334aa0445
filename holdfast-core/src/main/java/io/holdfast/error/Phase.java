package io.holdfast.error;

/** How far a unit of work had come when it failed: the same error code means different things in each. */
public enum Phase {
    /** Opening the connection; nothing was sent. */
    CONNECT,
    /** Starting the transaction; nothing was done. */
    BEGIN,
    /** Inside the transaction, or in a single statement. */
    BODY,
    /** After the commit was sent. */
    COMMIT,
    /** While undoing. */
    ROLLBACK
}
