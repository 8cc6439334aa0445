package io.holdfast.event;

/** The moments in the life of a spool at which a crash makes a difference; announced so that a test can crash there. */
public enum SpoolStep {
    /** The folder is there, and durable. */
    FOLDER_READY,
    /** The last record of the file that is given up is durable, whoever wrote it. */
    LAST_FORCED,
    /** The checkpoint of that record is durable. */
    CHECKPOINT_KEPT,
    /** A new file has a name, which is not durable yet. */
    FILE_NAMED,
    /** The new file's name is durable. */
    NAME_FORCED,
    /** An entry was handed to the operating system. */
    ENTRY_WRITTEN,
    /** The entry is durable; nobody was told yet. */
    ENTRY_FORCED
}
