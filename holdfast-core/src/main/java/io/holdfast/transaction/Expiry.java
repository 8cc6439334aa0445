package io.holdfast.transaction;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import io.holdfast.pool.Lease;
import io.holdfast.pool.Purpose;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Ticker;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends what a transaction is doing when its time is over: the statement is cancelled at the server, again and again in case
 * another one has begun, and when that does not help the connection is cut, because a frozen server cancels nothing.
 *
 * <p>A connection on which something was cancelled is not lent again: the cancellation may still be on its way, and would
 * meet somebody else's statement.
 */
final class Expiry implements AutoCloseable {
    private static final Log log = Log.of(Expiry.class);

    /** A server that works cancels within milliseconds. */
    private static final Duration CUT_AFTER = Duration.ofMillis(75);

    private static final String CANCELLED = "57014";

    /** The server ended a transaction because it idled. */
    private static final String IDLED = "25P03";

    private final Purpose purpose;
    private final String name;
    private final Duration limit;
    private final Lease lease;
    private final Deadline deadline;
    private final Deadlines watch;
    private final Idleness idleness;
    private @Nullable Deadline patience;
    private volatile boolean passed;
    private volatile boolean over;

    /** Has the work on {@code lease} watched, which has until {@code deadline} of the {@code limit} that it got. */
    Expiry(Purpose purpose, Duration limit, Deadline deadline, Lease lease, Deadlines watch) {
        this.purpose = purpose;
        this.name = purpose.name();
        this.limit = limit;
        this.deadline = deadline;
        this.lease = lease;
        this.watch = watch;
        this.idleness = new Idleness(purpose, lease, watch.idleness());
        watch.add(this);
    }

    /** Looks at the time, and does what has become due. One thread does this again and again. */
    void look(Ticker ticker) {
        if (!over && idleness.look(ticker.nanos())) {
            start(idleness::tell);
        }
        Deadline next = patience;
        if (next == null ? !deadline.hasPassed() : !next.hasPassed()) {
            return;
        }
        passed = true;
        patience = Deadline.after(CUT_AFTER, ticker);
        start(next == null ? this::cancel : this::cut);
    }

    /** In a thread of its own: cancelling waits for the server. */
    private void start(Runnable what) {
        var thread = new Thread(what, "holdfast-deadline-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void cut() {
        if (!over) {
            lease.cut();
            cancel();
        }
    }

    private void cancel() {
        try {
            if (!over) {
                lease.cancel();
            }
        } catch (Exception failure) {
            log.debug("{}: a statement could not be cancelled", name, MaskedCause.of(failure));
        }
    }

    boolean hasPassed() {
        return passed;
    }

    void check() throws SQLException {
        if (hasPassed()) {
            throw new SQLTimeoutException(sentence(), CANCELLED);
        }
    }

    /** What the caller gets instead of {@code failure}, which says only what was cut off. */
    RuntimeException explain(RuntimeException failure) {
        boolean ours =
                hasPassed() && failure instanceof HoldfastException known && known.kind() != ErrorKind.OUTCOME_UNKNOWN;
        return ours
                ? Failure.of(ErrorKind.TIMEOUT, sentence())
                        .withHint("nothing of it is left; give it more time, or find out what it waited for")
                        .during(name, ((HoldfastException) failure).failure().database())
                        .causedBy(failure)
                : explainIdleness(failure);
    }

    /** The server does not know what it ended. */
    private RuntimeException explainIdleness(RuntimeException failure) {
        if (!(failure instanceof HoldfastException known) || !isOurs(known.failure())) {
            return failure;
        }
        String hint = "%s did nothing on its connection for %d ms; %s"
                .formatted(
                        purpose, idleness.longest().toMillis(), known.failure().hint());
        return known.failure().withHint(hint).causedBy(failure);
    }

    private boolean isOurs(Failure failure) {
        return IDLED.equals(failure.sqlState())
                && failure.operation().equals(name)
                && failure.database().equals(watch.idleness().database());
    }

    private String sentence() {
        return "%s did not end within its %d ms".formatted(name, limit.toMillis());
    }

    /** Harmless when repeated: the connection may be in other hands by then. */
    @Override
    public void close() {
        if (over) {
            return;
        }
        over = true;
        watch.remove(this);
        if (hasPassed()) {
            lease.discard();
        }
    }
}
