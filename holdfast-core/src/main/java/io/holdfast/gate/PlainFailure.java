package io.holdfast.gate;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.RetryClass;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;

/** Our failures, as those who use a plain data source know them. */
final class PlainFailure {
    /** The standard's code for a client that cannot connect. */
    private static final String CANNOT_CONNECT = "08001";

    private PlainFailure() {}

    static SQLException of(HoldfastException failure) {
        String known = failure.failure().sqlState();
        String state = known == null && failure.kind() == ErrorKind.CONNECTION ? CANNOT_CONNECT : known;
        return failure.retry() == RetryClass.NEVER
                ? new SQLNonTransientConnectionException(failure.getMessage(), state, failure)
                : new SQLTransientConnectionException(failure.getMessage(), state, failure);
    }
}
