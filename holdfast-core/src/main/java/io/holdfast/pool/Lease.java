package io.holdfast.pool;

import io.holdfast.engine.SqlSession;
import io.holdfast.resilience.Deadline;

/** A session of a pool in the hands of a caller; closing it gives it back, rolled back and reset. */
public interface Lease extends SqlSession {

    /** Whether each statement is a transaction of its own; also known after the connection broke. */
    boolean isAutoCommit();

    /** Has a commit whose answer is lost looked for until {@code deadline} at most. */
    void within(Deadline deadline);

    /** Says what it is used for, for whoever asks until it is given back. */
    void usedFor(Purpose purpose);

    /**
     * Grows whenever something begins or ends on its connection, and is odd while something runs there. Any thread may ask,
     * and sees it a moment late.
     */
    long steps();

    /** Breaks its connection at once, whatever it is doing; any thread may. Does nothing where the engine cannot. */
    void cut();

    /** It is in the hands of the current thread from now on, and not in those of the one that took it. */
    void takeOver();

    /** Has its connection closed for good when it is given back. */
    void discard();
}
