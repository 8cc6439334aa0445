package io.holdfast.degrade.queue;

/**
 * Ids that no file of the queue holds, by their first halves.
 *
 * @param from the lowest one
 * @param below the first one that does not belong to it any more
 */
public record IdRange(long from, long below) {
    long width() {
        return below - from;
    }
}
