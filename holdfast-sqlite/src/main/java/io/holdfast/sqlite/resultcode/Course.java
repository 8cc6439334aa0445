package io.holdfast.sqlite.resultcode;

import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;

/** What may be done again after a failure, phase by phase. */
enum Course {
    /** Nothing: the same work would fail again. */
    NEVER(RetryClass.NEVER, RetryClass.NEVER, RetryClass.NEVER),
    /** The transaction is to be rolled back, and can be run again. */
    REPLAY(RetryClass.RECONNECT, RetryClass.REPLAY, RetryClass.REPLAY),
    /** Somebody else holds a lock: nothing was done, and a commit that met it can be sent again. */
    LOCKED(RetryClass.RECONNECT, RetryClass.REPLAY, RetryClass.BACK_OFF),
    /** The file has to be opened anew. */
    REOPEN(RetryClass.RECONNECT, RetryClass.REPLAY_ON_NEW_CONNECTION, RetryClass.RESOLVE),
    /** The system failed below SQLite; a commit may have been written before that, or not. */
    STORAGE(RetryClass.BACK_OFF, RetryClass.BACK_OFF, RetryClass.RESOLVE),
    /** What lies below SQLite cannot be relied on. */
    BROKEN(RetryClass.NEVER, RetryClass.NEVER, RetryClass.RESOLVE),
    /** Something is lacking that may be there later. */
    BACK_OFF(RetryClass.BACK_OFF, RetryClass.BACK_OFF, RetryClass.BACK_OFF);

    private final RetryClass opening;
    private final RetryClass working;
    private final RetryClass committing;

    Course(RetryClass opening, RetryClass working, RetryClass committing) {
        this.opening = opening;
        this.working = working;
        this.committing = committing;
    }

    /** What may be done again when it failed in {@code phase}. */
    RetryClass in(Phase phase) {
        return switch (phase) {
            case CONNECT -> opening;
            case BEGIN, BODY, ROLLBACK -> working;
            case COMMIT -> committing;
        };
    }

    /** Whether the connection is of no more use; so is one whose commit may have been written or not. */
    boolean endsConnection() {
        return committing == RetryClass.RESOLVE;
    }
}
