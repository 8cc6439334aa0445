package io.holdfast.degrade.queue;

import java.time.Instant;
import java.util.UUID;

/** What one line of the queue says. */
public sealed interface QueueRecord {

    /**
     * An entry was put in the queue, or was carried over from an older segment.
     *
     * @param sequence its place: the entries of a key are applied in this order
     * @param handler the name of what can apply it
     * @param version the version in which the payload is written
     * @param key entries of the same database and key are applied in order
     * @param payload what the handler is to be given
     */
    record Queued(
            UUID id,
            long sequence,
            Instant at,
            String handler,
            int version,
            String database,
            String key,
            byte[] payload)
            implements QueueRecord {}

    /** An entry was applied; nothing is left to do. */
    record Finished(UUID id) implements QueueRecord {}

    /** An entry was thrown away by a person. */
    record Dropped(UUID id) implements QueueRecord {}

    /**
     * An attempt failed for a reason that lies in the entry.
     *
     * @param attempts how many did so far
     */
    record Failed(UUID id, int attempts, String sentence) implements QueueRecord {}

    /** An entry was set aside, and waits for a person. */
    record SetAside(UUID id, Instant at, String sentence) implements QueueRecord {}

    /** An entry that was set aside is to be tried again. */
    record GivenBack(UUID id) implements QueueRecord {}

    /**
     * What stands in a segment behind a place was refused when it was written, and counts for nothing.
     *
     * @param segment the number of the segment
     * @param bytes how many of its bytes count
     */
    record CutOff(int segment, long bytes) implements QueueRecord {}
}
