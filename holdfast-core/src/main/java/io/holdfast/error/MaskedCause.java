package io.holdfast.error;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What remains of a foreign exception when every secret is taken out: its type's name, cleaned message and trace, and
 * the same of all that hangs on it. Its cause is the cause; what it suppressed and the {@link
 * SQLException#getNextException() exceptions behind it} are suppressed exceptions. Of a tangle that never ends the first
 * parts remain.
 */
public final class MaskedCause extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 32;
    private static final int MOST = 256;

    private final String original;

    private MaskedCause(Throwable cause, @Nullable Throwable deeper) {
        super(text(cause), deeper, true, true);
        this.original = cause.getClass().getName();
        setStackTrace(cause.getStackTrace());
    }

    /** {@code cause} as it may be logged; a failure of this library is masked already and stays as it is. */
    public static Throwable of(Throwable cause) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(cause);
        return masked(cause, seen, 0);
    }

    /** The class name of the exception this stands for. */
    public String original() {
        return original;
    }

    private static Throwable masked(Throwable part, Set<Throwable> seen, int depth) {
        if (isMasked(part, depth)) {
            return part;
        }
        Throwable deeper = part.getCause();
        var masked = new MaskedCause(
                part, deeper != null && isNew(deeper, seen, depth) ? masked(deeper, seen, depth + 1) : null);
        for (Throwable other : others(part, seen, depth)) {
            masked.addSuppressed(masked(other, seen, depth + 1));
        }
        return masked;
    }

    /** What hangs on {@code part} beside its cause. A chain is taken as a whole, so that it does not count as deep. */
    private static List<Throwable> others(Throwable part, Set<Throwable> seen, int depth) {
        List<Throwable> others = new ArrayList<>();
        Stream.of(part.getSuppressed())
                .filter(suppressed -> isNew(suppressed, seen, depth))
                .forEach(others::add);
        SQLException next = part instanceof SQLException failure ? failure.getNextException() : null;
        while (next != null && isNew(next, seen, depth)) {
            others.add(next);
            next = next.getNextException();
        }
        return others;
    }

    private static boolean isNew(Throwable part, Set<Throwable> seen, int depth) {
        return depth < DEEPEST && seen.size() < MOST && seen.add(part);
    }

    /** Whether {@code part} is ours, with all that hangs on it: anybody can add a suppressed exception to a failure. */
    private static boolean isMasked(@Nullable Throwable part, int depth) {
        return part == null
                || (depth < DEEPEST
                        && (part instanceof HoldfastException || part instanceof MaskedCause)
                        && isMasked(part.getCause(), depth + 1)
                        && Stream.of(part.getSuppressed()).allMatch(suppressed -> isMasked(suppressed, depth + 1)));
    }

    /** The message is cleaned alone and behind the type's name: each can be what gives a secret away. */
    private static String text(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getName();
        return message == null ? name : Masking.clean(name + ": " + Masking.clean(message));
    }
}
