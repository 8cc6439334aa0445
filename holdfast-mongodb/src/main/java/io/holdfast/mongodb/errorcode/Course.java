package io.holdfast.mongodb.errorcode;

import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;

/** What may be done again after a failure, phase by phase. A write that is no transaction is its own commit. */
enum Course {
    /** Nothing: the same work would fail again. */
    NEVER(RetryClass.NEVER, RetryClass.NEVER, RetryClass.NEVER),
    /** The transaction is undone, and can be run again. */
    REPLAY(RetryClass.RECONNECT, RetryClass.REPLAY, RetryClass.REPLAY),
    /** The server is not, or no longer, the one that takes writes. */
    ELSEWHERE(RetryClass.RECONNECT, RetryClass.FAILOVER, RetryClass.RESOLVE),
    /** The connection is lost; a commit may have arrived before that, or not. */
    LOST(RetryClass.RECONNECT, RetryClass.REPLAY_ON_NEW_CONNECTION, RetryClass.RESOLVE),
    /** It took effect at one server, and it is not known whether it stays. */
    IN_DOUBT(RetryClass.NEVER, RetryClass.RESOLVE, RetryClass.RESOLVE),
    /** User or password were refused. */
    CREDENTIALS(RetryClass.REFRESH_CREDENTIALS, RetryClass.REFRESH_CREDENTIALS, RetryClass.REFRESH_CREDENTIALS),
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
}
