package io.holdfast.log;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id under which everything that belongs to one action is found: in the log, in the failure that comes out, and in
 * the record. It stands in SLF4J's MDC of the thread that does the work. A caller gives it under {@link #KEY}, or has a
 * {@code traceparent} there, whose trace is taken; otherwise a new one is made.
 *
 * <p>Like the log, the MDC belongs to the application: where it fails, the work goes on without it.
 */
public final class Correlation {
    /** Where the id stands in the MDC. */
    public static final String KEY = "correlation-id";

    /** Where tracers leave the header of W3C's Trace Context in the MDC. */
    public static final String TRACE = "traceparent";

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");
    private static final String NO_TRACE = "0".repeat(32);

    /** What a caller gives goes into lines of the log, so it must not end them; and it should be short. */
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private Correlation() {}

    /** The id that this thread works under: what its caller gave, or the trace it belongs to; empty where there is none. */
    public static Optional<String> current() {
        String given = read(KEY);
        if (given != null && USABLE.matcher(given).matches()) {
            return Optional.of(given);
        }
        String parent = read(TRACE);
        if (parent == null) {
            return Optional.empty();
        }
        var header = TRACEPARENT.matcher(parent);
        return header.matches() && !header.group(1).equals(NO_TRACE) ? Optional.of(header.group(1)) : Optional.empty();
    }

    /** Has this thread work under {@code id}, if it is not empty, until the scope is closed by the same thread. */
    public static Scope enter(String id) {
        if (id.isEmpty()) {
            return Scope.NOTHING;
        }
        String before = read(KEY);
        if (id.equals(before)) {
            return Scope.NOTHING;
        }
        write(KEY, id);
        return () -> write(KEY, before);
    }

    /**
     * Has this thread work for another one until the scope is closed by the same thread: under that one's {@code id}, and
     * under none where that is empty.
     */
    public static Scope enterFor(String id) {
        if (!id.isEmpty()) {
            return enter(id);
        }
        String own = read(KEY);
        String trace = read(TRACE);
        if (own == null && trace == null) {
            return Scope.NOTHING;
        }
        write(KEY, null);
        write(TRACE, null);
        return () -> {
            write(KEY, own);
            write(TRACE, trace);
        };
    }

    /** The time in which a thread works under an id. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        /** The one that ends nothing. */
        Scope NOTHING = () -> {};

        /** Brings back what was before. */
        @Override
        void close();
    }

    private static @Nullable String read(String key) {
        try {
            return MDC.get(key);
        } catch (Throwable failure) {
            Log.swallow(failure);
            return null;
        }
    }

    private static void write(String key, @Nullable String id) {
        try {
            if (id == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, id);
            }
        } catch (Throwable failure) {
            Log.swallow(failure);
        }
    }
}
