package io.holdfast.degrade;

import io.holdfast.degrade.queue.QueueItem;
import java.time.Instant;
import java.util.UUID;

/**
 * One entry of the queue, without its payload.
 *
 * @param queued when it was put in the queue
 * @param write the name of the deferred write it belongs to
 * @param version the version of its payload
 * @param key entries of the same database and key are applied in order
 * @param bytes how long its payload is
 * @param attempts how many attempts failed for a reason of its own
 * @param state what it waits for
 * @param sentence why the last attempt failed, or why it was set aside; empty if neither happened
 */
public record QueueEntry(
        UUID id,
        Instant queued,
        String write,
        int version,
        String database,
        String key,
        int bytes,
        int attempts,
        State state,
        String sentence) {

    /** What an entry waits for. */
    public enum State {
        /** For its turn. */
        WAITING,
        /** For a person: it is not tried any more. */
        SET_ASIDE
    }

    static QueueEntry of(QueueItem item) {
        return new QueueEntry(
                item.id(),
                item.entry().at(),
                item.entry().handler(),
                item.entry().version(),
                item.entry().database(),
                item.entry().key(),
                item.entry().payload().length,
                item.attempts(),
                item.isWaiting() ? State.WAITING : State.SET_ASIDE,
                item.sentence());
    }
}
