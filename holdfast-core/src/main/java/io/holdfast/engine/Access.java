package io.holdfast.engine;

/** What a call needs of a server, or what a server takes. */
public enum Access {
    /** Reads only. */
    READ_ONLY,
    /** Reads and writes. */
    READ_WRITE
}
