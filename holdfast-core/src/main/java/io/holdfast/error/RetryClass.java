package io.holdfast.error;

/** What may safely be done again after a failure. */
public enum RetryClass {
    /** Nothing: the same call would fail again, or repeating it could do harm. */
    NEVER,
    /** No work was sent: connect again, with backoff. */
    RECONNECT,
    /** The transaction is certainly rolled back and the connection is healthy: replay the whole of it. */
    REPLAY,
    /** The transaction certainly did not commit and the connection is lost: replay it on a new one. */
    REPLAY_ON_NEW_CONNECTION,
    /** The commit may or may not have happened: find out first, never repeat blindly. */
    RESOLVE,
    /** The server is up but not the one to write to: look for the right one. */
    FAILOVER,
    /** The server lacks a resource: wait before trying again. */
    BACK_OFF,
    /** Ask the credentials' provider once more, then give up. */
    REFRESH_CREDENTIALS
}
