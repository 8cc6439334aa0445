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

    /** Ends the connection; harmless when repeated. */
    @Override
    void close();
}
