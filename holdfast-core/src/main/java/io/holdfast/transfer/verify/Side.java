package io.holdfast.transfer.verify;

import io.holdfast.engine.RowCursor;
import io.holdfast.engine.Value;
import io.holdfast.transfer.convert.Conversion;

/** One of the two sides of a comparison: how to read it, and how to bring its values into the common form. */
interface Side {

    /**
     * All rows, from the start.
     *
     * @throws Exception whatever the driver throws
     */
    RowCursor open() throws Exception;

    /** The form of {@code value}. */
    byte[] form(Value value, Conversion conversion);
}
