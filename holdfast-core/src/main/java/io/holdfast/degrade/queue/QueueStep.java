package io.holdfast.degrade.queue;

/** The moments in the life of a queue at which a crash makes a difference; announced so that a test can crash there. */
public enum QueueStep {
    /** The folder is there, and durable. */
    FOLDER_READY,
    /** Whatever an earlier process left in the folder is durable, before it is read. */
    FOUND_FORCED,
    /** An attempt at each entry that an earlier process had in hand when it ended is counted, durably. */
    ENDED_COUNTED,
    /** A new segment has a name, which is not durable yet. */
    SEGMENT_NAMED,
    /** The new segment's name is durable. */
    NAME_FORCED,
    /** Records were handed to the operating system. */
    RECORDS_WRITTEN,
    /** The records are durable; nobody was told yet. */
    RECORDS_FORCED,
    /** An entry is noted as being in hand, for the next process and not durably; nothing is done with it yet. */
    ENTRY_IN_HAND,
    /** The effect of an entry and its id are committed in its database; the queue does not say so yet. */
    EFFECT_COMMITTED,
    /** What is left of an old segment is durable in the newest one as well. */
    ENTRIES_CARRIED,
    /** A segment in which nothing is left is removed, which is not durable yet. */
    SEGMENT_REMOVED,
    /** The removal is durable. */
    REMOVAL_FORCED,
    /** The ids of entries that cannot be read any more are removed from a database. */
    IDS_REMOVED
}
