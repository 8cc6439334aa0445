package io.holdfast.audit;

/** The moments of a replay at which a crash makes a difference, announced so that a test can crash there. */
public enum ReplayStep {
    /** The records are durable in their file; the table has none of them. */
    FILE_FORCED,
    /** The rows are written, and not committed. */
    ROWS_WRITTEN,
    /** The rows are committed; nobody was told yet. */
    ROWS_COMMITTED
}
