package io.holdfast.audit;

/** The moments of a pruning at which a crash makes a difference, announced so that a test can crash there. */
public enum PruneStep {
    /** What will go is on record, durable; everything is still there. */
    PUT_ON_RECORD,
    /** A file was removed, which is not durable yet. */
    FILE_REMOVED,
    /** All files are gone, durable; the outcome is not on record yet. */
    FILES_GONE
}
