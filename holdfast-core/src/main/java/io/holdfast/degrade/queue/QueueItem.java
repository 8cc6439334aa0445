package io.holdfast.degrade.queue;

import io.holdfast.degrade.queue.QueueRecord.Queued;
import java.util.UUID;

/**
 * An entry of the queue and what became of it so far. Cannot be changed.
 *
 * @param entry as it was put in the queue
 * @param segment the number of the segment that must not go while it is not finished
 * @param attempts how many attempts failed for a reason that lies in the entry
 * @param state whether it waits for its turn or for a person
 * @param sentence why the last attempt failed, or why it was set aside; empty if neither happened
 */
public record QueueItem(Queued entry, int segment, int attempts, State state, String sentence) {

    private static final String ENDED = "the process ended while it was applied";

    /** What an entry waits for. */
    public enum State {
        /** For its turn. */
        WAITING,
        /** For a person. */
        SET_ASIDE
    }

    /** An entry that was just put in the queue. */
    static QueueItem fresh(Queued entry, int segment) {
        return new QueueItem(entry, segment, 0, State.WAITING, "");
    }

    /** Its id. */
    public UUID id() {
        return entry.id();
    }

    /** Whether it waits for its turn. */
    public boolean isWaiting() {
        return state == State.WAITING;
    }

    /** What is said of an entry that was in hand, beside so many others, when the process ended. */
    static String ended(int others) {
        return others == 0 ? ENDED : "%s; others that were applied at that moment: %d".formatted(ENDED, others);
    }

    /** Whether what happened to it last is that the process ended while it was applied. */
    public boolean endedProcess() {
        return sentence.startsWith(ENDED);
    }

    /** Whether that was so while no other one was applied. */
    public boolean endedProcessAlone() {
        return sentence.equals(ENDED);
    }

    QueueItem in(int other) {
        return new QueueItem(entry, other, attempts, state, sentence);
    }

    QueueItem failed(int times, String why) {
        return new QueueItem(entry, segment, times, state, why);
    }

    QueueItem setAside(String why) {
        return new QueueItem(entry, segment, attempts, State.SET_ASIDE, why);
    }

    QueueItem givenBack() {
        return new QueueItem(entry, segment, 0, State.WAITING, sentence);
    }
}
