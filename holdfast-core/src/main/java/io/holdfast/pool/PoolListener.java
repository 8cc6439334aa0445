package io.holdfast.pool;

/**
 * Is told how long things take at the connections of a database; for metrics. It is called on the way of every call, so
 * it is quick, never throws, and is safe for use by many threads.
 */
public interface PoolListener {

    /**
     * A caller got a connection.
     *
     * @param nanos how long it waited
     */
    void acquired(ServerName server, long nanos);

    /**
     * A caller gave a connection back.
     *
     * @param nanos how long it had it
     */
    void used(ServerName server, long nanos);

    /**
     * A connection was opened.
     *
     * @param nanos how long that took
     */
    void created(ServerName server, long nanos);

    /** A listener's place among those who are told. */
    interface Subscription extends AutoCloseable {

        /** Ends it; harmless when repeated. */
        @Override
        void close();
    }
}
