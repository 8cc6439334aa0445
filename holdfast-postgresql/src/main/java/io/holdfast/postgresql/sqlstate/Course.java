package io.holdfast.postgresql.sqlstate;

import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;

/** What may be done again after a failure, phase by phase. */
public enum Course {
    /** Nothing: the same work would fail again. */
    NEVER(RetryClass.NEVER, RetryClass.NEVER, RetryClass.NEVER),
    /** The server undid the transaction, and the connection is healthy. */
    REPLAY(RetryClass.RECONNECT, RetryClass.REPLAY, RetryClass.REPLAY),
    /** The connection is gone. */
    LOST(RetryClass.RECONNECT, RetryClass.REPLAY_ON_NEW_CONNECTION, RetryClass.RESOLVE),
    /** The connection is gone, and the same work would fail again. */
    ENDED(RetryClass.NEVER, RetryClass.NEVER, RetryClass.RESOLVE),
    /** Nobody knows what became of the work. */
    IN_DOUBT(RetryClass.RESOLVE, RetryClass.RESOLVE, RetryClass.RESOLVE),
    /** The server lacks something that it may have later. */
    BACK_OFF(RetryClass.BACK_OFF, RetryClass.BACK_OFF, RetryClass.BACK_OFF),
    /** The server is healthy, and not the one to write to. */
    FAILOVER(RetryClass.FAILOVER, RetryClass.FAILOVER, RetryClass.FAILOVER),
    /** User or password were refused. */
    REFRESH(RetryClass.REFRESH_CREDENTIALS, RetryClass.REFRESH_CREDENTIALS, RetryClass.REFRESH_CREDENTIALS);

    private final RetryClass connecting;
    private final RetryClass working;
    private final RetryClass committing;

    Course(RetryClass connecting, RetryClass working, RetryClass committing) {
        this.connecting = connecting;
        this.working = working;
        this.committing = committing;
    }

    /** What may be done again when it failed in {@code phase}. */
    public RetryClass in(Phase phase) {
        return switch (phase) {
            case CONNECT -> connecting;
            case BEGIN, BODY, ROLLBACK -> working;
            case COMMIT -> committing;
        };
    }

    /** Whether the connection is of no more use; so is one whose commit got no answer. */
    public boolean endsConnection() {
        return committing == RetryClass.RESOLVE;
    }
}
