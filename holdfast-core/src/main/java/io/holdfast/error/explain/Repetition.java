package io.holdfast.error.explain;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.RetryClass;

/** Whether Holdfast does work again by itself after a failure, in words for people. */
public final class Repetition {
    private Repetition() {}

    /**
     * The answer for {@code kind} as such: sentences, the first of which says yes or no. A code of a database may have
     * another one.
     */
    public static String of(ErrorKind kind) {
        return kind == ErrorKind.CONNECTION
                ? "Yes, the connecting. Work that broke off is done again where that is safe: inTransaction, and calls that"
                        + " are declared as read or idempotent."
                : of(kind.usualRetry());
    }

    /** The answer for failures of class {@code retry}: sentences, the first of which says yes or no. */
    public static String of(RetryClass retry) {
        return switch (retry) {
            case NEVER -> "No. The same work would fail again, or doing it twice could do harm.";
            case RECONNECT ->
                "No, but it goes on connecting by itself. Nothing of the work was sent, so you may do it again.";
            case REPLAY ->
                "Yes, where the whole of it can be run again: inTransaction, and calls that are declared as read or"
                        + " idempotent. Otherwise run the whole of it again yourself.";
            case REPLAY_ON_NEW_CONNECTION ->
                "Yes, a few times and on a new connection. It does so where the whole of it can be run again:"
                        + " inTransaction, and calls that are declared as read or idempotent.";
            case RESOLVE ->
                "No. It asks the server what became of the work where that is possible, and does nothing twice of which"
                        + " it does not know.";
            case FAILOVER ->
                "Yes, a few times, where the whole of it can be run again and another server takes changes."
                        + " Otherwise it fails.";
            case BACK_OFF -> "No. An application that starts waits for it; any other work is to be tried again later.";
            case REFRESH_CREDENTIALS ->
                "Yes, but only the connecting, and once: with user and password as they are kept now, or those that worked"
                        + " last.";
        };
    }
}
