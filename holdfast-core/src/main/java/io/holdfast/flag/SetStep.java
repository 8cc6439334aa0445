package io.holdfast.flag;

/** The moments of setting a flag at which a crash makes a difference, announced so that a test can crash there. */
public enum SetStep {
    /** The intent is on record, durable; the database knows nothing. */
    INTENT_RECORDED,
    /** The rows are written, and not committed. */
    ROWS_WRITTEN,
    /** The records are copied as well, and not committed. */
    TRAIL_COPIED,
    /** Everything is committed; the outcome is not on record. */
    COMMITTED,
    /** The outcome is on record; nobody was told yet. */
    OUTCOME_RECORDED,
    /** What became of a setting of a dead process is fixed in the database; its outcome is not on record. */
    LEFTOVER_FIXED
}
