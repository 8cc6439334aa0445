package io.holdfast.degrade;

import io.holdfast.transaction.Transaction;

/**
 * A kind of write that may be done later: what is to be written can be put into bytes and read again, by another release of
 * the application as well.
 *
 * <p>Safe for use by many threads.
 *
 * @param <P> what is to be written
 */
public interface DeferredWrite<P> {

    /** Its name, in lower-case words with dashes; never changed, as entries in the queue are found by it. */
    String name();

    /** The name of the database it writes to. */
    String database();

    /** The version in which payloads are written now, from 1; raised whenever {@link #write} changes. */
    int version();

    /** The bytes of {@code payload}, in the newest version. */
    byte[] write(P payload);

    /**
     * The payload that {@code bytes} hold; every version that may still be in a queue is read.
     *
     * @param version the version in which they were written
     * @throws Exception if that version is not known, or the bytes make no sense: the entry is set aside with this then
     */
    P read(int version, byte[] bytes) throws Exception;

    /**
     * Writes {@code payload}. It may be begun more than once, and takes effect once: so it changes nothing but the database.
     *
     * @throws Exception anything: the transaction is rolled back then, and nothing of it is left
     */
    void apply(Transaction transaction, P payload) throws Exception;
}
