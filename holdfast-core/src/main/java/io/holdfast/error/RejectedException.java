package io.holdfast.error;

import org.jspecify.annotations.Nullable;

/** The request was understood and refused: change the request, the data or the rights. */
public final class RejectedException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    RejectedException(Failure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }
}
