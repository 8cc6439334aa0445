package io.holdfast.sqlite.resultcode;

import io.holdfast.error.Causes;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What SQLite's failures mean, by <a href="https://sqlite.org/rescode.html">result code</a>: an extended code has its
 * own line where it means something of its own, and else the line of its primary code, which is its last eight bits. The
 * driver gives no SQLSTATE. A code that is in no line is a failure that nobody foresaw, and nothing is tried again for
 * it. {@code docs/errors-sqlite.md} is made from here.
 *
 * <p>A commit that found the database locked has done nothing, and can be sent again. An input or output error while it
 * was written may have struck before or after the point of no return.
 */
public final class ResultCodes {
    private static final int PRIMARY = 0xff;

    /** After these the connection has lost its file, what it knows of it, or its transaction. */
    private static final Set<Integer> ENDING = Set.of(
            SQLiteErrorCode.SQLITE_CORRUPT.code,
            SQLiteErrorCode.SQLITE_NOTADB.code,
            SQLiteErrorCode.SQLITE_CANTOPEN.code,
            SQLiteErrorCode.SQLITE_IOERR.code,
            SQLiteErrorCode.SQLITE_INTERRUPT.code,
            SQLiteErrorCode.SQLITE_ABORT_ROLLBACK.code,
            SQLiteErrorCode.SQLITE_FULL.code,
            SQLiteErrorCode.SQLITE_NOMEM.code,
            SQLiteErrorCode.SQLITE_READONLY_DBMOVED.code);

    private static final Set<ErrorKind> OF_THE_CONNECTION =
            Set.of(ErrorKind.CONNECTION, ErrorKind.OUTCOME_UNKNOWN, ErrorKind.CORRUPT);

    private static final Meaning UNKNOWN = new Meaning(
            ErrorKind.INTERNAL,
            Course.NEVER,
            "SQLite failed in a way that is not known here: {}",
            "look at the cause in the log, and report this failure");

    private static final Map<Integer, Meaning> LINES = lines();

    private ResultCodes() {}

    /** The meaning of {@code thrown} in {@code phase}; never fails itself. */
    public static Failure failure(Throwable thrown, Phase phase) {
        List<Throwable> causes = Causes.of(thrown);
        for (Throwable each : causes) {
            if (each instanceof HoldfastException known) {
                return known.failure();
            }
        }
        List<SQLiteException> reports = causes.stream()
                .filter(SQLiteException.class::isInstance)
                .map(SQLiteException.class::cast)
                .toList();
        return reports.isEmpty() ? unforeseen() : nearest(reports, phase);
    }

    /** Whether a connection is of no more use after {@code failure}. */
    public static boolean breaksConnection(Failure failure) {
        Integer code = failure.vendorCode();
        return (code != null && endsConnection(code))
                || switch (failure.retry()) {
                    case REPLAY_ON_NEW_CONNECTION, RESOLVE -> true;
                    default -> OF_THE_CONNECTION.contains(failure.kind());
                };
    }

    private static boolean endsConnection(int code) {
        return ENDING.contains(code)
                || ENDING.contains(code & PRIMARY)
                || of(code).course().endsConnection();
    }

    /** The line of {@code code}, or of its primary code. */
    static Meaning of(int code) {
        Meaning exact = LINES.get(code);
        return exact != null ? exact : LINES.getOrDefault(code & PRIMARY, UNKNOWN);
    }

    /** Every code that has a line of its own. */
    static Set<Integer> written() {
        return LINES.keySet();
    }

    private static Failure nearest(List<SQLiteException> reports, Phase phase) {
        SQLiteException report = reports.get(0);
        int code = report.getResultCode().code;
        String said = Said.by(report);
        Meaning meaning =
                code == SQLiteErrorCode.SQLITE_ERROR.code ? Shade.of(said).orElseGet(() -> of(code)) : of(code);
        boolean inDoubt = phase == Phase.COMMIT
                && reports.stream()
                        .anyMatch(each -> of(each.getResultCode().code).course().endsConnection());
        return (inDoubt ? meaning.inDoubt() : meaning).in(phase, said).withCodes(null, code);
    }

    private static Failure unforeseen() {
        return Failure.of(ErrorKind.INTERNAL, "an unexpected failure while working with the database file")
                .withHint("run the command again with --debug and report what it shows");
    }

    private static Map<Integer, Meaning> lines() {
        Map<Integer, Meaning> all = new HashMap<>();
        Stream.of(FileCodes.LINES, StatementCodes.LINES)
                .flatMap(Collection::stream)
                .forEach(line -> line.codes().forEach(code -> add(all, code, line.meaning())));
        return Map.copyOf(all);
    }

    private static void add(Map<Integer, Meaning> all, Integer code, Meaning meaning) {
        if (all.put(Objects.requireNonNull(code), meaning) != null) {
            throw new IllegalStateException("two lines for " + code);
        }
    }
}
