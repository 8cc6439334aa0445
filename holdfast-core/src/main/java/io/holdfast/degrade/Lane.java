package io.holdfast.degrade;

import io.holdfast.degrade.queue.QueueItem;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The entries of one key, in their order. Changed under the lock of its {@link Lanes}. */
final class Lane {
    final Lanes.Key key;
    final TreeMap<Long, Waiting> waiting = new TreeMap<>();

    /** Whether it is ready, parked or busy: whether somebody will come to it. */
    boolean listed;

    @Nullable
    Waiting applied;

    int failures;

    /** Until when it rests after a failure, in nanoseconds of the ticker. */
    long rests;

    Lane(Lanes.Key key) {
        this.key = key;
    }

    /** An entry in a lane; one that comes back after it was set aside is another one, though its id is the same. */
    static final class Waiting {
        final long sequence;
        final UUID id;
        final String handler;

        Waiting(QueueItem item) {
            this.sequence = item.entry().sequence();
            this.id = item.id();
            this.handler = item.entry().handler();
        }
    }

    boolean isBusy() {
        return applied != null;
    }

    /** The entry whose turn comes next; there is one. */
    Waiting first() {
        return waiting.firstEntry().getValue();
    }

    boolean beginsWith(QueueItem item) {
        return !waiting.isEmpty() && waiting.firstKey() == item.entry().sequence();
    }
}
