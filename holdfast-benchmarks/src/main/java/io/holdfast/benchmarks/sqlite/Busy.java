package io.holdfast.benchmarks.sqlite;

import io.holdfast.error.HoldfastException;
import java.sql.SQLException;

/** Tells the failure that this is all about: somebody else had the file's lock. */
final class Busy {
    private static final int SQLITE_BUSY = 5;

    /** The lowest byte of an extended code is the code that it extends. */
    private static final int PRIMARY = 0xff;

    private Busy() {}

    /** Whether {@code failure} is SQLITE_BUSY or one of its kinds, whoever reports it. */
    static boolean is(Exception failure) {
        if (failure instanceof HoldfastException ours) {
            Integer code = ours.failure().vendorCode();
            return code != null && isBusy(code);
        }
        return failure instanceof SQLException theirs && isBusy(theirs.getErrorCode());
    }

    private static boolean isBusy(int code) {
        return (code & PRIMARY) == SQLITE_BUSY;
    }
}
