package io.holdfast.pool;

import io.holdfast.engine.SqlSession;
import io.holdfast.resilience.Deadline;

/** A session of a pool in the hands of a caller; closing it gives it back, rolled back and reset. */
public interface Lease extends SqlSession {

    /** Whether each statement is a transaction of its own; also known after the connection broke. */
    boolean isAutoCommit();

    /** Has a commit whose answer is lost looked for until {@code deadline} at most. */
    void within(Deadline deadline);

    /** Breaks its connection at once, whatever it is doing; any thread may. Does nothing where the engine cannot. */
    void cut();

    /** It is in the hands of the current thread from now on, and not in those of the one that took it. */
    void takeOver();

    /** Has its connection closed for good when it is given back. */
    void discard();
}
