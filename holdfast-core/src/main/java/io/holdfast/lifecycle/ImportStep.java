package io.holdfast.lifecycle;

/** The moments of an import at which a crash makes a difference; announced so that a test can crash there. */
public enum ImportStep {
    /** It is the only import, and its folder is there. */
    LOCKED,
    /** Where an import begins is durable. */
    BEGUN,
    /** The copies of a batch are durable in the backup, and not yet in main. */
    BACKUP_WRITTEN,
    /** The documents of a batch are durable where they live; nobody has looked again yet. */
    HOME_WRITTEN,
    /** What was stored by somebody else meanwhile was taken back. */
    TAKEN_BACK,
    /** All documents of a batch are where they belong. */
    BATCH_PLACED,
    /** The refusals of a batch are durable; the progress does not say so yet. */
    REFUSALS_FORCED,
    /** The progress is durable. */
    PROGRESS_KEPT,
    /** Everything was compared. */
    COMPARED,
    /** That the import is finished is durable. */
    FINISHED
}
