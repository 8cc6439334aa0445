package io.holdfast.engine;

import io.holdfast.config.Endpoint;
import java.time.Duration;
import java.util.List;

/** Looks from beside at what others do to tables that are there already; a capability of an engine. */
@FunctionalInterface
public interface Effects {

    /**
     * Begins to watch a database.
     *
     * @param timeout longest wait for the server to answer
     * @throws Exception whatever the driver throws
     */
    Watch watch(Endpoint endpoint, Duration timeout) throws Exception;

    /** A watch over one database, in the hands of one thread. */
    interface Watch extends AutoCloseable {

        /**
         * Notes the tables that are there. What is made from now on is nobody's yet.
         *
         * @throws Exception whatever the driver throws
         */
        void begin() throws Exception;

        /**
         * The locks that open transactions of others hold at this moment on tables that were there, without those that
         * disturb no statement of an application.
         *
         * @throws Exception whatever the driver throws
         */
        List<Lock> locks() throws Exception;

        /**
         * The tables that were there and have been written anew, as far as it is committed.
         *
         * @throws Exception whatever the driver throws
         */
        List<String> rewritten() throws Exception;

        @Override
        void close();
    }

    /**
     * A lock.
     *
     * @param table on which table
     * @param mode how the engine calls it
     * @param blocks what it keeps others from, in words
     */
    record Lock(String table, String mode, String blocks) {}
}
