package io.holdfast.transaction;

/** The steps of transactions that share a commit, as crash tests name them. */
enum CommitStep {
    /** The database transaction is open; nothing is done in it yet. */
    BEGUN,
    /** One caller's work is done, and nothing of it is committed. */
    WORKED,
    /** The open transaction goes to the next caller. */
    HANDED_OVER,
    /** All work is done, and the commit is about to be sent. */
    COMMITTING,
    /** It is committed, and no caller knows. */
    COMMITTED,
    /** Some callers know. */
    TELLING
}
