package io.holdfast.error;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What remains of a foreign exception when every secret is taken out: its type's name, cleaned message and trace. */
public final class MaskedCause extends Exception {
    private static final long serialVersionUID = 1L;

    private final String original;

    private MaskedCause(Throwable cause, @Nullable MaskedCause deeper) {
        super(
                cause.getClass().getName() + ": " + Masking.clean(String.valueOf(cause.getMessage())),
                deeper,
                false,
                true);
        this.original = cause.getClass().getName();
        setStackTrace(cause.getStackTrace());
    }

    /** {@code cause} as it may be logged; a failure of this library is masked already and stays as it is. */
    public static Throwable of(Throwable cause) {
        if (cause instanceof HoldfastException || cause instanceof MaskedCause) {
            return cause;
        }
        return of(cause, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static MaskedCause of(Throwable cause, Set<Throwable> seen) {
        seen.add(cause);
        Throwable deeper = cause.getCause();
        return new MaskedCause(cause, deeper == null || seen.contains(deeper) ? null : of(deeper, seen));
    }

    /** The class name of the exception this stands for. */
    public String original() {
        return original;
    }
}
