package io.holdfast.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The root of every failure this library throws, sorted by what the caller can do next. The set is closed: catch a
 * subtype, or switch on {@link #kind()}. Messages and causes never carry a credential.
 */
public abstract sealed class HoldfastException extends RuntimeException
        permits ConfigurationException,
                CorruptionException,
                OutcomeUnknownException,
                RejectedException,
                TransientException,
                UnavailableException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private volatile String correlation = "";

    HoldfastException(Failure failure, @Nullable Throwable cause) {
        super(failure.sentence(), cause == null ? null : MaskedCause.of(cause));
        this.failure = failure;
    }

    static HoldfastException of(Failure failure, @Nullable Throwable cause) {
        return switch (failure.kind()) {
            case CONNECTION, TIMEOUT, POOL_EXHAUSTED, AUTHENTICATION, TLS, DISK_FULL, RESOURCE ->
                new UnavailableException(failure, cause);
            case DEADLOCK, SERIALIZATION, LOCKED -> new TransientException(failure, cause);
            case CORRUPT -> new CorruptionException(failure, cause);
            case CONFIGURATION -> new ConfigurationException(List.of(), failure, cause);
            case OUTCOME_UNKNOWN -> new OutcomeUnknownException(failure, cause);
            default -> new RejectedException(failure, cause);
        };
    }

    /** All facts of the failure. */
    public final Failure failure() {
        return failure;
    }

    /** What went wrong. */
    public final ErrorKind kind() {
        return failure.kind();
    }

    /** What may be done again. */
    public final RetryClass retry() {
        return failure.retry();
    }

    /**
     * The id under which the log has the technical story of this failure; empty where it did not come out of an operation.
     * It may be shown to people: whoever looks for the cause needs it.
     */
    public final String correlation() {
        return correlation;
    }

    /**
     * This failure as the end of what was done under {@code id}. A failure belongs to one operation: where it has been told
     * to another already, it becomes the cause of a new one.
     */
    public final HoldfastException correlatedWith(String id) {
        synchronized (this) {
            if (correlation.isEmpty() || correlation.equals(id)) {
                correlation = id;
                return this;
            }
        }
        HoldfastException own = this instanceof ConfigurationException wrong
                ? new ConfigurationException(wrong.problems(), failure, this)
                : of(failure, this);
        own.correlation = id;
        for (Throwable suppressed : getSuppressed()) {
            own.addSuppressed(suppressed);
        }
        return own;
    }
}
