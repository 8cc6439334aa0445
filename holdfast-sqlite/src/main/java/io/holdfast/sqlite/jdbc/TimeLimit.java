package io.holdfast.sqlite.jdbc;

import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import io.holdfast.sqlite.sql.StatementKind;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The time that runs of one statement may take. The driver takes a query timeout for the wait for a lock, and lets a
 * statement that computes run on.
 */
final class TimeLimit {
    private static final Log log = Log.of(TimeLimit.class);

    private final ManagedConnection connection;
    private int seconds;

    TimeLimit(ManagedConnection connection) {
        this.connection = connection;
    }

    void set(int limit) throws SQLException {
        if (limit < 0) {
            throw new SQLException(
                    "a query timeout is a number of seconds, or 0 for none; %d is neither".formatted(limit));
        }
        seconds = limit;
    }

    int seconds() {
        return seconds;
    }

    /** Runs a statement, and has it interrupted when its time is over. */
    <T> T run(StatementKind kind, OwnTransaction.Execution<T> execution) throws SQLException {
        if (seconds == 0) {
            return connection.transaction().run(kind, execution);
        }
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        CompletableFuture<Void> watch = late.completeOnTimeout(true, seconds, TimeUnit.SECONDS)
                .thenAccept(over -> {
                    if (over) {
                        cancel();
                    }
                });
        try {
            return connection.transaction().run(kind, execution);
        } finally {
            if (!late.complete(false)) {
                watch.join(); // or it would meet the next statement
            }
        }
    }

    private void cancel() {
        try {
            connection.cancel();
        } catch (SQLException failure) {
            log.debug("a statement whose time is over could not be cancelled", MaskedCause.of(failure));
        }
    }
}
