package io.holdfast.sqlite;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import java.util.Locale;
import org.sqlite.SQLiteException;

/**
 * What SQLite's failures mean, by <a href="https://sqlite.org/rescode.html">result code</a>: an extended code has its
 * own line in {@link Rules} where it means something of its own, and else the line of its primary code, which is its
 * last eight bits. The driver gives no SQLSTATE. A code that is in no line is a failure that nobody foresaw, and nothing
 * is tried again for it.
 */
final class ResultCodes {
    private static final int DEEPEST = 10;
    private static final int PRIMARY = 0xff;
    private static final int BUSY = 5;
    private static final int IO_ERROR = 10;

    private ResultCodes() {}

    /** The meaning of {@code thrown}; never fails itself. */
    static Failure failure(Throwable thrown, Phase phase) {
        Throwable cause = thrown;
        for (int depth = 0; depth < DEEPEST && cause != null; depth++) {
            if (cause instanceof HoldfastException known) {
                return known.failure();
            }
            if (cause instanceof SQLiteException sqlite) {
                return known(sqlite, phase);
            }
            cause = cause.getCause();
        }
        return Failure.of(ErrorKind.INTERNAL, "an unexpected failure while working with the database file")
                .withHint("run the command again with --debug and report what it shows");
    }

    /**
     * A commit that found the database busy has done nothing, and the transaction can be undone and replayed. An
     * input or output error while the commit was written may have struck before or after the point of no return.
     */
    private static Failure known(SQLiteException thrown, Phase phase) {
        int code = thrown.getResultCode().code;
        int primary = code & PRIMARY;
        if (phase == Phase.COMMIT && primary == IO_ERROR) {
            return Failure.of(ErrorKind.OUTCOME_UNKNOWN, "the system failed while the commit was written")
                    .withHint("open the database again and look whether the change is there")
                    .withCodes(null, code);
        }
        Rules.Rule rule = Rules.of(code);
        return Failure.of(rule.kind(), rule.sentence().replace("{}", detail(thrown)))
                .withRetry(phase == Phase.CONNECT && primary == BUSY ? RetryClass.RECONNECT : rule.retry())
                .withHint(rule.hint())
                .withCodes(null, code);
    }

    /** What SQLite itself says, without the driver's words around it. */
    private static String detail(SQLiteException thrown) {
        String message = String.valueOf(thrown.getMessage());
        int open = message.indexOf(" (");
        boolean wrapped = message.startsWith("[SQLITE_") && open > 0 && message.endsWith(")");
        String said = wrapped ? message.substring(open + 2, message.length() - 1) : message;
        int prefix = said.toLowerCase(Locale.ROOT).indexOf("constraint failed: ");
        return prefix >= 0 ? said.substring(prefix + "constraint failed: ".length()) : said;
    }
}
