package io.holdfast.engine;

import java.time.Duration;

/**
 * A client of a driver that looks after its servers and connections by itself.
 *
 * <p>Safe for use by many threads.
 */
public interface DriverClient extends AutoCloseable {

    /**
     * Has a server that takes writes answer.
     *
     * @param timeout longest wait
     * @throws Exception whatever the driver throws, also when none answers in time
     */
    void prove(Duration timeout) throws Exception;

    /** How many connections are open. */
    int open();

    /** How many of them are at work. */
    int active();

    /** Ends all connections; harmless when repeated. */
    @Override
    void close();

    /** Is told what happens at the connections of a client, by any thread of the driver; it is quick and never throws. */
    interface Listener {

        /**
         * A connection was opened.
         *
         * @param nanos how long that took
         */
        void created(long nanos);

        /** A connection could not be opened. */
        void notOpened();

        /** A connection broke at work. */
        void broke(Throwable failure);

        /** The driver sees no server any more that takes writes. */
        void lost();
    }
}
