package io.holdfast.transfer;

/** Is told how a transfer goes on, by the thread that runs it. */
public interface TransferListener {
    /** Does nothing. */
    TransferListener NONE = new TransferListener() {};

    /** What is being done with a table's rows. */
    enum Work {
        /** Read and profiled. */
        PROFILE,
        /** Copied. */
        COPY,
        /** Compared on both sides: each row counts twice. */
        VERIFY
    }

    /** {@code step} is done and durable. */
    default void reached(TransferStep step) {}

    /**
     * {@code rows} rows of {@code table} have been handled so far; called at each thousandth and at the last.
     *
     * @param total how many there will be; 0 where that is not known yet
     */
    default void rows(Work work, String table, long rows, long total) {}
}
