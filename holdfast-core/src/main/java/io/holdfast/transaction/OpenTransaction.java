package io.holdfast.transaction;

import io.holdfast.engine.Engine;
import io.holdfast.engine.Sorting;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.pool.Lease;
import io.holdfast.pool.Purpose;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transaction from its beginning to its end, in the hands of one thread. */
final class OpenTransaction implements Transaction {
    /** The standard's codes: no transaction is active; the transaction has failed and can only be rolled back. */
    private static final String NOT_ACTIVE = "25000";

    private static final String FAILED = "25P02";

    private final Purpose purpose;
    private final Engine engine;
    private final Sorting sorting;
    private final Lease lease;
    private final Expiry expiry;
    private final Connection guarded;
    private final List<Runnable> onCommit = new ArrayList<>();
    private @Nullable HoldfastException doom;
    private boolean ended;

    OpenTransaction(Purpose purpose, Engine engine, Sorting sorting, Lease lease, Expiry expiry) {
        this.purpose = purpose;
        this.engine = engine;
        this.sorting = sorting;
        this.lease = lease;
        this.expiry = expiry;
        this.guarded = new GuardedConnection(lease.connection(), this::check);
    }

    @Override
    public Connection connection() {
        return guarded;
    }

    @Override
    public <T> T nested(Work<T> work) throws Exception {
        check("connection");
        Savepoint savepoint = lease.connection().setSavepoint();
        int before = onCommit.size();
        try {
            T result = work.in(this);
            checkCommittable();
            lease.connection().releaseSavepoint(savepoint);
            return result;
        } catch (Throwable failure) {
            onCommit.subList(before, onCommit.size()).clear();
            undo(savepoint, failure);
            throw failure;
        }
    }

    /** Undoes a part, unless {@code failure} means that the whole is lost. */
    private void undo(Savepoint savepoint, Throwable failure) {
        if (doom == null) {
            doom = doom(failure);
        }
        if (doom != null) {
            return;
        }
        try {
            lease.connection().rollback(savepoint);
        } catch (SQLException gone) {
            failure.addSuppressed(gone);
            doom = worse(failure, known(gone));
        }
    }

    /** Where the savepoint is gone because of the first failure, that one says why; a lost connection goes first. */
    private @Nullable HoldfastException worse(Throwable first, @Nullable HoldfastException second) {
        HoldfastException known = first instanceof Exception exception ? known(exception) : null;
        boolean lost = second != null && second.retry() == RetryClass.REPLAY_ON_NEW_CONNECTION;
        return known == null || lost ? second : known;
    }

    private @Nullable HoldfastException doom(Throwable failure) {
        HoldfastException known = failure instanceof Exception exception ? known(exception) : null;
        boolean whole = known != null
                && (known.kind() == ErrorKind.DEADLOCK
                        || known.kind() == ErrorKind.SERIALIZATION
                        || engine.breaksConnection(known.failure()));
        return whole ? known : null;
    }

    /** What made the whole of it void; a connection that is gone does so, whoever has swallowed why. */
    private @Nullable HoldfastException lost() throws SQLException {
        if (doom == null && lease.connection().isClosed()) {
            doom = Failure.of(ErrorKind.CONNECTION, "%s lost its connection before its end".formatted(purpose.name()))
                    .withRetry(RetryClass.REPLAY_ON_NEW_CONNECTION)
                    .withHint("run the whole transaction again; nothing of it is left")
                    .exception();
        }
        return doom;
    }

    private @Nullable HoldfastException known(Exception failure) {
        return sorting.sort(failure, Phase.BODY, purpose.name()) instanceof HoldfastException known ? known : null;
    }

    @Override
    public void onCommit(Runnable action) {
        if (ended) {
            throw new IllegalStateException(
                    "the transaction %s has ended; nothing can be put off until its commit".formatted(purpose));
        }
        onCommit.add(action);
    }

    /** What is to be done once it is committed, in this order. */
    List<Runnable> onCommit() {
        return onCommit;
    }

    /** Why it has to be undone, when {@code failure} came out of its work: what made the whole of it void goes first. */
    Exception reason(Exception failure) {
        HoldfastException lost = doom;
        if (lost == null || lost == failure) {
            return failure;
        }
        if (failure != lost.getCause()) {
            lost.addSuppressed(failure);
        }
        return lost;
    }

    /** Whether the whole of it can only be rolled back. */
    boolean isLost() {
        return doom != null;
    }

    /** Nothing can be done on it any more. */
    void end() {
        ended = true;
    }

    private void check(String what) throws SQLException {
        if (ended) {
            throw new SQLException(
                    "the transaction %s has ended; its %s was kept".formatted(purpose, what), NOT_ACTIVE);
        }
        expiry.check();
        HoldfastException lost = lost();
        if (lost != null) {
            throw new SQLException(
                    "the transaction %s can only be rolled back: %s".formatted(purpose, lost.getMessage()),
                    FAILED,
                    lost);
        }
    }

    /**
     * What was caught on the way does not come back by itself: a lost transaction has to run again, and a server that has
     * given one up answers a commit as if nothing had been.
     */
    void checkCommittable() throws Exception {
        expiry.check();
        HoldfastException lost = lost();
        if (lost != null) {
            throw lost;
        }
        if (!engine.canCommit(lease)) {
            throw Failure.of(
                            ErrorKind.CANCELLED,
                            "a statement of %s failed and nobody said so; the server undoes the whole transaction"
                                    .formatted(purpose.name()))
                    .withHint("let the failure out of the work, or do what may fail in nested")
                    .withCodes(FAILED, null)
                    .exception();
        }
    }
}
