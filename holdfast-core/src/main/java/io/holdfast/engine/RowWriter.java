package io.holdfast.engine;

/** Takes rows in bulk, in bounded memory. Not for use by several threads. */
public interface RowWriter extends AutoCloseable {

    /**
     * Writes one row.
     *
     * @param row a value for each column that is not generated, in the table's order, each {@link Value#NULL} or of the
     *     variant that fits the column's type
     * @throws Exception whatever the driver throws
     */
    void write(Value[] row) throws Exception;

    /**
     * Sends what is left and waits until the server has taken all of it.
     *
     * @return the rows that the server counted
     * @throws Exception whatever the driver throws
     */
    long finish() throws Exception;

    /** Gives up what is not finished; harmless after {@link #finish()} and when repeated. */
    @Override
    void close();
}
