package io.holdfast.postgresql.sqlstate;

import io.holdfast.error.ErrorKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each SQLSTATE means.
 *
 * <p>The codes are those of appendix A of PostgreSQL's manual ({@code errcodes.txt} in the server's files), and those
 * that the driver adds ({@code PSQLState}). A code has a line of its own, or that of its class; what is in no line is
 * unknown, and nothing is tried again for it. {@code docs/errors-postgresql.md} is made from here.
 */
public final class SqlStates {
    private static final int LENGTH = 5;
    private static final int CLASS = 2;

    /** The meaning of a failure that nobody foresaw. */
    public static final Meaning UNKNOWN = new Meaning(
            ErrorKind.INTERNAL,
            Course.NEVER,
            "PostgreSQL or its driver failed in a way that nobody foresaw",
            "look at the cause in the log");

    private static final Map<String, Meaning> LINES = lines();

    private SqlStates() {}

    /** The meaning of {@code code}; empty where nobody foresaw it. */
    public static Optional<Meaning> of(@Nullable String code) {
        if (code == null || code.length() != LENGTH) {
            return Optional.empty();
        }
        Meaning exact = LINES.get(code);
        return Optional.ofNullable(exact == null ? LINES.get(code.substring(0, CLASS)) : exact);
    }

    /** The meaning of {@code code} in the light of the message that came with it. */
    public static Optional<Meaning> of(@Nullable String code, String message) {
        if (code == null) {
            return Optional.empty();
        }
        Optional<Meaning> shade = Shade.ALL.stream()
                .filter(each -> each.fits(code, message))
                .map(Shade::meaning)
                .findFirst();
        return shade.or(() -> of(code));
    }

    /** Every code and class that has a line. */
    static List<String> written() {
        return LINES.keySet().stream().sorted().toList();
    }

    private static Map<String, Meaning> lines() {
        Map<String, Meaning> all = new HashMap<>();
        Stream.of(
                        SessionStates.LINES,
                        TransactionStates.LINES,
                        ServerStates.LINES,
                        RoutineStates.LINES,
                        ValueStates.LINES,
                        StatementStates.LINES)
                .flatMap(Collection::stream)
                .forEach(line -> line.codes().forEach(code -> add(all, code, line.meaning())));
        return Map.copyOf(all);
    }

    private static void add(Map<String, Meaning> all, String code, Meaning meaning) {
        if (all.put(code, meaning) != null) {
            throw new IllegalStateException("two lines for " + code);
        }
    }
}
