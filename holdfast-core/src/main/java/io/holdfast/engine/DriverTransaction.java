package io.holdfast.engine;

/** A transaction of a driver's client, in the hands of one thread. */
public interface DriverTransaction extends AutoCloseable {

    /** The driver's session, which operations are given to be part of the transaction. */
    Object session();

    /**
     * Commits. May be repeated when the answer was lost: what is committed stays so.
     *
     * @throws Exception whatever the driver throws
     */
    void commit() throws Exception;

    /** Undoes it, if it is open; what the server cannot be told now it finds out by itself. */
    @Override
    void close();
}
