package io.holdfast.error;

import org.jspecify.annotations.Nullable;

/** The same work may succeed if it is replayed, and the replays that were allowed have been used up. */
public final class TransientException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    TransientException(Failure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }
}
