package io.holdfast.transaction;

import io.holdfast.error.MaskedCause;
import io.holdfast.log.Log;
import io.holdfast.pool.Lease;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that are one at the database: they are committed together, or none of them is. It goes from the hands of one
 * thread into those of the next; those who wait for its end may call it off.
 */
final class Group {
    private static final Log log = Log.of(Group.class);

    private static final int MOST = 64;
    private static final long OLDEST = TimeUnit.MILLISECONDS.toNanos(5);

    private final Lease lease;
    private final long begun = System.nanoTime();
    private final List<Member<?>> members = new ArrayList<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private @Nullable Member<?> spoiler;
    private boolean over;

    private enum State {
        OPEN,
        COMMITTING,
        /** Nothing of it will be committed. */
        CALLED_OFF
    }

    Group(Lease lease) {
        this.lease = lease;
    }

    Lease lease() {
        return lease;
    }

    List<Member<?>> members() {
        return members;
    }

    void add(Member<?> member) {
        members.add(member);
        member.belongsTo(this);
    }

    /** What went wrong in the work of {@code member} undoes the others, too. */
    void spoil(Member<?> member) {
        spoiler = member;
    }

    /** Why it is undone; null where it was called off. */
    @Nullable
    Throwable reason() {
        return spoiler == null ? null : spoiler.failure();
    }

    /** Whether it can still be committed. */
    boolean isSound() {
        return spoiler == null && state.get() == State.OPEN;
    }

    /** Whether one of those who wait has had it undone; who works in it is cancelled then, and cannot help it. */
    boolean isCalledOff() {
        return state.get() == State.CALLED_OFF;
    }

    boolean hasRoom() {
        return members.size() < MOST && System.nanoTime() - begun < OLDEST;
    }

    /** Nobody can call it off any more; false if somebody has. */
    boolean close() {
        return state.compareAndSet(State.OPEN, State.COMMITTING);
    }

    /** Has it undone, whoever works in it; false where it is too late for that. */
    boolean callOff() {
        if (!state.compareAndSet(State.OPEN, State.CALLED_OFF)) {
            return state.get() == State.CALLED_OFF;
        }
        cancel();
        return true;
    }

    /** Not once the connection is back in the pool: it would meet somebody else's statement. */
    private synchronized void cancel() {
        try {
            if (!over) {
                lease.cancel();
            }
        } catch (Exception failure) {
            log.debug("a statement could not be cancelled; it runs to its end", MaskedCause.of(failure));
        }
    }

    /** Undoes it at the database, and gives the connection back. */
    void undo() {
        try {
            if (!lease.connection().isClosed()) {
                lease.connection().rollback();
            }
        } catch (SQLException failure) {
            log.debug("a rollback failed; its connection is given up", MaskedCause.of(failure));
        } finally {
            giveBack();
        }
    }

    /** Gives the connection back. */
    synchronized void giveBack() {
        over = true;
        lease.close();
    }
}
