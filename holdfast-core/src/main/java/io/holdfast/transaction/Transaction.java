package io.holdfast.transaction;

import java.sql.Connection;

/** A transaction that is open, in the hands of the thread that began it, until its work returns. */
public interface Transaction {

    /**
     * The connection it is on, good for as long as the work runs. Commit, rollback and auto-commit are not the work's to
     * call and fail; closing it does nothing. Once the transaction has ended or can only be rolled back, everything on it
     * fails and says why.
     */
    Connection connection();

    /**
     * Does {@code work} in a savepoint: what it did is undone if it throws anything, and the rest of the transaction goes on
     * if that is caught. A failure for which the whole transaction has to run again (a deadlock, a lost connection) cannot be
     * survived by catching it: nothing more can be done in the transaction then.
     *
     * @return what the work gives
     * @throws Exception what the work throws, as it is
     */
    <T> T nested(Work<T> work) throws Exception;

    /**
     * Has {@code action} run once the transaction is certainly committed, after those that were given before: the place for
     * e-mails, messages and caches. It does not run when the transaction is rolled back or run again, when the savepoint in
     * which it was given is undone, or when the outcome is unknown. What it throws reaches the caller, and undoes nothing.
     *
     * @throws IllegalStateException if the transaction has ended
     */
    void onCommit(Runnable action);

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
