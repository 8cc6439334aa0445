package io.holdfast.pool.lending;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the place in the caller's code from which a connection was taken. */
public final class CallSite {
    /** Everything between a caller and its connection; lambdas and proxies included. */
    private static final Pattern BETWEEN =
            Pattern.compile("(io\\.holdfast\\.(pool|gate|database|transaction|resilience|jdbc)\\."
                    + "|com\\.zaxxer\\.hikari\\.|java\\.|javax\\.|jdk\\.|sun\\."
                    + "|org\\.(springframework|hibernate|jooq|jdbi|apache\\.ibatis)\\.).*");

    private CallSite() {}

    /** The nearest place in {@code trace} that is no library's. */
    static Optional<String> in(@Nullable Throwable trace) {
        if (trace == null) {
            return Optional.empty();
        }
        return in(trace.getStackTrace());
    }

    /** The nearest place among {@code frames} that is no library's; what is called last comes first. */
    public static Optional<String> in(StackTraceElement... frames) {
        for (StackTraceElement frame : frames) {
            if (!BETWEEN.matcher(frame.getClassName()).matches()) {
                return Optional.of(frame.toString());
            }
        }
        return Optional.empty();
    }
}
