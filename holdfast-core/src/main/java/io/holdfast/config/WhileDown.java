package io.holdfast.config;

/** What becomes of calls while no server can answer them. */
public enum WhileDown {
    /** They fail at once. */
    REJECT,
    /** They wait for a server, as long as they would wait for a connection. */
    WAIT
}
