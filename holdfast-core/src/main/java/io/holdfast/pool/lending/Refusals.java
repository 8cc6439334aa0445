package io.holdfast.pool.lending;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Why a caller gets no connection.
 *
 * @param host the server that it would have led to
 */
record Refusals(PoolHost host) {

    HoldfastException closing() {
        return failure(ErrorKind.CANCELLED, "%s is being closed".formatted(host.label()))
                .exception();
    }

    HoldfastException interrupted() {
        return failure(ErrorKind.CANCELLED, "the wait for a connection was interrupted")
                .exception();
    }

    HoldfastException noneOpened(SQLException none) {
        return failure(ErrorKind.CONNECTION, "no connection to %s could be opened in time".formatted(host.label()))
                .withHint("see whether the server answers: holdfast check")
                .causedBy(none);
    }

    HoldfastException crowded(int waiting) {
        return failure(
                        ErrorKind.POOL_EXHAUSTED,
                        "%d callers wait for a connection to %s already".formatted(waiting, host.label()))
                .withHint("send fewer calls at once, or raise databases.%s.pool.max-waiting".formatted(database()))
                .exception();
    }

    /**
     * All are in use.
     *
     * @param size how many there are
     * @param nanos how long the caller waited
     * @param waiting how many others wait
     * @param loans who has them
     */
    HoldfastException allInUse(int size, long nanos, int waiting, List<Loan> loans) {
        String sentence = "all %d connections to %s were in use for %d ms, and %d other callers wait; %s"
                .formatted(
                        size, host.label(), TimeUnit.NANOSECONDS.toMillis(nanos), waiting, Borrowers.describe(loans));
        return failure(ErrorKind.POOL_EXHAUSTED, sentence)
                .withHint("look for sessions that are not given back, or raise databases.%s.pool.size"
                        .formatted(database()))
                .exception();
    }

    private String database() {
        return host.config().name();
    }

    private Failure failure(ErrorKind kind, String sentence) {
        return Failure.of(kind, sentence).during("borrow", database());
    }
}
