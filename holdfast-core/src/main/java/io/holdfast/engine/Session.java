package io.holdfast.engine;

import java.time.Duration;

/** One physical connection to a database, in the hands of one thread at a time. */
public interface Session extends AutoCloseable {

    /**
     * Whether the database answers.
     *
     * @param timeout longest wait for the answer
     */
    boolean ping(Duration timeout);

    /**
     * Cuts the connection without waiting for anybody: a question that hangs on it fails. Any thread may do this.
     *
     * @throws Exception whatever the driver throws
     */
    default void abort() throws Exception {
        close();
    }

    /** Ends the connection; harmless when repeated. */
    @Override
    void close();
}
