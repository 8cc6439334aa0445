package io.holdfast.schema.run;

/** The steps after which something of a run of migrations is durable, or is about to be; crash tests die at each. */
public enum RunStep {
    /** It is the only runner. */
    LOCKED,
    /** The table of the history is there. */
    TABLE_MADE,
    /** A transaction was begun. */
    BEGUN,
    /** A statement in a transaction is done. */
    EXECUTED,
    /** The line of history is written, and not committed. */
    RECORDED,
    /** A migration and its line of history are committed. */
    COMMITTED,
    /** A migration that is no transaction is marked as begun. */
    MARKED,
    /** A statement that cannot run in a transaction is done, and not marked. */
    DONE_ALONE,
    /** A statement of a migration that is no transaction is marked as done. */
    COUNTED,
    /** What another runner has begun is taken over. */
    CLAIMED
}
