package io.holdfast.degrade.queue;

/**
 * How much a queue takes.
 *
 * @param entries the most entries that are in it at once, those that were set aside included
 * @param bytes the most bytes that their payloads have together
 * @param segment a segment is given up for a new one as soon as it holds this many bytes
 */
public record QueueLimits(int entries, long bytes, long segment) {
    /** The usual size of a segment. */
    public static final long USUAL_SEGMENT = 4L * 1024 * 1024;

    /** Limits with segments of the usual size. */
    public static QueueLimits of(int entries, long bytes) {
        return new QueueLimits(entries, bytes, USUAL_SEGMENT);
    }
}
