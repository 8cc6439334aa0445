package io.holdfast.error;

import org.jspecify.annotations.Nullable;

/** The database cannot serve now: wait, fail over, queue or degrade. */
public final class UnavailableException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    UnavailableException(Failure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }
}
