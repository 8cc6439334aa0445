package io.holdfast.error;

import org.jspecify.annotations.Nullable;

/** A commit was sent and its answer was lost: the work may or may not have been done. */
public final class OutcomeUnknownException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(Failure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }
}
