package io.holdfast.engine;

/** Rows that pass by one after the other, in bounded memory. Not for use by several threads. */
public interface RowCursor extends AutoCloseable {

    /**
     * Moves to the next row.
     *
     * @return whether there is one
     * @throws Exception whatever the driver throws
     */
    boolean next() throws Exception;

    /**
     * The value of the current row in {@code column}, counted from 0.
     *
     * @throws Exception whatever the driver throws
     */
    Value value(int column) throws Exception;

    /** Stops reading; harmless when repeated. */
    @Override
    void close();
}
