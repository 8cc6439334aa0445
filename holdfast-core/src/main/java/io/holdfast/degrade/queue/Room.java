package io.holdfast.degrade.queue;

import io.holdfast.error.HoldfastException;
import java.nio.file.Path;

/**
 * How much a queue holds, and how much more it takes; a place is reserved before an entry is written. Safe for use by many
 * threads.
 */
final class Room {
    private final Path folder;
    private final QueueLimits limits;
    private int entries;
    private long bytes;

    Room(Path folder, QueueLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** Takes a place for an entry with a payload of so many bytes, whether there is one or not. */
    synchronized void take(int payload) {
        entries++;
        bytes += payload;
    }

    /**
     * Takes a place for an entry with a payload of so many bytes.
     *
     * @throws HoldfastException if there is none
     */
    void reserve(int payload) {
        int held;
        long filled;
        synchronized (this) {
            held = entries;
            filled = bytes;
            if (held < limits.entries() && filled + payload <= limits.bytes()) {
                take(payload);
                return;
            }
        }
        throw held >= limits.entries()
                ? QueueFailure.full(folder, "%d entries".formatted(held), "queue.max-entries")
                : QueueFailure.full(folder, "%d bytes".formatted(filled), "queue.max-bytes");
    }

    /** Gives a place back. */
    synchronized void release(int payload) {
        entries--;
        bytes -= payload;
    }

    /** About how many bytes the lines of all entries need. */
    synchronized long lineBytes(int withoutPayload) {
        return bytes * 4 / 3 + (long) withoutPayload * entries;
    }
}
