package io.holdfast.pool;

import io.holdfast.engine.SqlSession;

/** A session of a pool in the hands of a caller; closing it gives it back, rolled back and reset. */
public interface Lease extends SqlSession {

    /** Whether each statement is a transaction of its own; also known after the connection broke. */
    boolean isAutoCommit();
}
