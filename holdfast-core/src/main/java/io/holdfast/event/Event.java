package io.holdfast.event;

import java.time.Duration;

/** Something that happened. The set is closed, so that a listener can know them all. */
public sealed interface Event {

    /** The name of the database concerned; empty where none is. */
    String database();

    /**
     * A database became usable, or stopped being so.
     *
     * @param attempts how often it was tried to reach this state
     * @param took how long that lasted
     * @param sentence why it is not ready, safe to show; empty when it is
     */
    record StateChanged(String database, Availability state, int attempts, Duration took, String sentence)
            implements Event {}

    /** An administrative action is about to be done; its intent is on record. */
    record ActionBegun(Entry entry) implements Event {
        @Override
        public String database() {
            return entry.database();
        }
    }

    /** An administrative action was done or failed; its outcome is on record. */
    record ActionFinished(Entry entry) implements Event {
        @Override
        public String database() {
            return entry.database();
        }
    }
}
