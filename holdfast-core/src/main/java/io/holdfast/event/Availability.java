package io.holdfast.event;

/** How much of a database, or of all of them together, can be used. */
public enum Availability {
    /** All of it. */
    READY,
    /** A part of it. */
    DEGRADED,
    /** Nothing of it. */
    DOWN
}
