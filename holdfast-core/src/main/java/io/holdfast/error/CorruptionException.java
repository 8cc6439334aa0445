package io.holdfast.error;

import org.jspecify.annotations.Nullable;

/** Stored data is damaged: stop writing, and restore. */
public final class CorruptionException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    CorruptionException(Failure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }
}
