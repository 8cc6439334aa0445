package io.holdfast.engine;

import java.util.List;

/**
 * Tells who waited for whom when a server has undone a transaction because of a deadlock; a capability of an engine whose
 * server says so.
 */
public interface Deadlocks {

    /**
     * The number of the server's process that works for {@code session}.
     *
     * @param session a session that {@link Engine#open} of this engine gave
     * @throws Exception whatever the driver throws
     */
    long process(SqlSession session) throws Exception;

    /**
     * The processes that waited in a circle, each for the next one, beginning with that of the transaction that was undone;
     * empty if {@code failure} is no deadlock, or the server does not say.
     */
    List<Long> circle(Throwable failure);
}
