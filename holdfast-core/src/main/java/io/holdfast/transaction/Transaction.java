package io.holdfast.transaction;

import java.sql.Connection;

/** A transaction that is open, in the hands of the thread that began it, until its work returns. */
public interface Transaction {

    /** The connection it is on. Commit and rollback are not the work's to call, and neither is close. */
    Connection connection();

    /**
     * What is done in a transaction. It may be done more than once, from the beginning, so it changes nothing but the
     * database.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Does it.
         *
         * @throws Exception anything: the transaction is rolled back then
         */
        T in(Transaction transaction) throws Exception;
    }
}
