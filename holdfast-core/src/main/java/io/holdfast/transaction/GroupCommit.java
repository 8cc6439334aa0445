package io.holdfast.transaction;

import io.holdfast.engine.Access;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Sorting;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.event.Event;
import io.holdfast.gate.Gate;
import io.holdfast.gate.Terms;
import io.holdfast.pool.Lease;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of a database in which one connection can write at a time. They come one after the other, in the order in
 * which they were called, and those that meet share a commit, because waiting for the disk is what takes the time: each
 * does its work in a savepoint of one transaction, in its caller's own thread, and hands the open transaction to the next.
 * The last one commits for all, and nobody is told anything before.
 *
 * <p>What one does wrong is undone alone, with its savepoint. What cannot be undone so (SQLite has rolled back the whole, a
 * deferred constraint fails the commit, a deadline passes) undoes all of them, and each of the others runs again by itself.
 *
 * <p>Safe for use by many threads.
 */
final class GroupCommit {
    /** A commit that takes longer than its caller has time is waited for so long; then nobody knows. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    /** So long a caller whose own work is done goes on with that of others, at most, before it returns. */
    private static final long LONGEST_SERVICE = TimeUnit.MILLISECONDS.toNanos(1);

    private final Gate gate;
    private final Engine engine;
    private final Refusals refusals;
    private final Sorting sorting;
    private final Passing passing;
    private final Ticker ticker;
    private final Deadlines deadlines;
    private final Transactions.Reporting reporting;
    private final Turns<Member<?>, Group> turns = new Turns<>();
    private final Pace pace = new Pace();
    private final ThreadLocal<Boolean> working = new ThreadLocal<>();

    /** Transactions through {@code gate}. */
    GroupCommit(Gate gate, Sorting sorting, Deadlines deadlines, Ticker ticker, Transactions.Reporting reporting) {
        this.gate = gate;
        this.engine = sorting.engine();
        this.refusals = new Refusals(sorting.database());
        this.sorting = sorting;
        this.passing = new Passing(gate, sorting);
        this.ticker = ticker;
        this.deadlines = deadlines;
        this.reporting = reporting;
    }

    /**
     * Runs a transaction, together with others where that is good for both.
     *
     * @param repeating is told when it is done once more, without others
     * @throws RuntimeException what the work threw, or why it could not be committed
     */
    <T> Committed<T> run(
            TransactionOptions options,
            Terms terms,
            Duration limit,
            Deadline deadline,
            Transaction.Work<T> work,
            Runnable repeating) {
        if (working.get() != null) {
            throw refusals.insideOfAnother(options);
        }
        int maxWaiting = terms.config().pool().maxWaiting();
        if (turns.waiting() >= maxWaiting) {
            throw refusals.crowded(options, maxWaiting);
        }
        var member = new Member<>(options, terms, limit, deadline, work);
        if (attend(member, pace.isShort(member.purpose), false) == Member.Fate.DONE) {
            return outcome(member);
        }
        repeating.run();
        var alone = new Member<>(options, terms, limit, deadline, work);
        attend(alone, false, true);
        return outcome(alone);
    }

    private static <T> Committed<T> outcome(Member<T> member) {
        Throwable failure = member.failure();
        if (failure == null) {
            return member.committed();
        }
        if (failure instanceof Error defect) {
            throw defect;
        }
        if (failure instanceof RuntimeException known) {
            throw known;
        }
        throw new IllegalStateException("a failure that was not sorted", failure);
    }

    /**
     * Waits for the turn of {@code member}, has its work done and committed, and says what became of it.
     *
     * @param joins whether it may join those that have begun
     * @param alone whether nobody may join it
     */
    private Member.Fate attend(Member<?> member, boolean joins, boolean alone) {
        Turns.Wait<Member<?>, Group> wait = turns.take(member, joins, member.deadline.end() - ticker.nanos());
        switch (Turns.outcome(wait)) {
            case TURN -> hold(member, wait.handedOver(), alone);
            case SERVED -> {}
            case TOO_LATE -> throw refusals.noTurn(member, turns.waiting());
            case INTERRUPTED -> throw refusals.interrupted(member.options);
        }
        return awaitFate(member);
    }

    /** Waits until it is certain what becomes of {@code member}; calls the group off when its time is over before. */
    private Member.Fate awaitFate(Member<?> member) {
        boolean interrupted = false;
        try {
            Member.Fate fate = member.fate();
            while (fate == null) {
                long left = member.deadline.end() - ticker.nanos();
                if (left <= 0 && member.hasWorked()) {
                    giveUp(member, left);
                }
                LockSupport.parkNanos(this, left > 0 ? left : GRACE / 10);
                interrupted |= Thread.interrupted();
                fate = member.fate();
            }
            return fate;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void giveUp(Member<?> member, long left) {
        if (member.group().callOff()) {
            throw refusals.noCommit(member);
        }
        if (left <= -GRACE && member.fate() == null) {
            throw refusals.noAnswer(member);
        }
    }

    // in turn

    /** It is the turn of {@code mine}: it works, then hands the group over or ends it. */
    private void hold(Member<?> mine, @Nullable Group begun, boolean alone) {
        boolean inTurn = true;
        try {
            Group group = begun == null ? begin(mine) : begun;
            inTurn = bringToItsEnd(group, mine, alone);
            inTurn = inTurn && (alone || serveMore());
        } finally {
            if (inTurn) {
                turns.pass();
            }
        }
    }

    /**
     * Does the work of {@code member} in {@code group}, and that of others; then commits or undoes it.
     *
     * @return whether it is still this thread's turn; not if the group was handed over
     */
    private boolean bringToItsEnd(Group group, Member<?> member, boolean alone) {
        Expiry expiry = expiry(member, group.lease());
        boolean handedOver = false;
        try {
            group.lease().takeOver();
            work(group, member, expiry);
            if (!alone) {
                serveOthers(group);
                if (group.isSound() && group.hasRoom() && turns.isJoined()) {
                    expiry.close();
                    handedOver = !expiry.hasPassed() && handOver(group);
                }
            }
        } finally {
            if (!handedOver) {
                end(group, member, expiry);
            }
        }
        return !handedOver;
    }

    /**
     * Goes on for a moment with those who do not mind in which thread: to wake the next one takes as long as its work.
     *
     * @return whether it is still this thread's turn
     */
    private boolean serveMore() {
        long start = ticker.nanos();
        while (ticker.nanos() - start < LONGEST_SERVICE) {
            Member<?> next = turns.serve(GroupCommit::goesAnywhere);
            if (next == null) {
                return true;
            }
            if (!serve(next)) {
                return false;
            }
        }
        return true;
    }

    private boolean serve(Member<?> next) {
        Group group;
        try {
            group = begin(next);
        } catch (RuntimeException | Error failure) {
            next.fail(failure);
            next.tell(Member.Fate.DONE);
            return true;
        }
        return bringToItsEnd(group, next, false);
    }

    /** SQLite is asked for nothing yet: that begins with the first statement. */
    private Group begin(Member<?> member) {
        Group group = null;
        try {
            Lease lease = gate.borrow(Access.READ_WRITE, member.terms, member.deadline);
            group = new Group(lease);
            if (member.options.isolation() != Isolation.USUAL) {
                lease.connection()
                        .setTransactionIsolation(member.options.isolation().level());
            }
            lease.connection().setAutoCommit(false);
            reporting.steps().accept(CommitStep.BEGUN);
            return group;
        } catch (Exception failure) {
            if (group != null) {
                group.undo();
            }
            throw passing.on(failure, Phase.BEGIN, member.options.name(), member.deadline);
        }
    }

    private boolean handOver(Group group) {
        reporting.steps().accept(CommitStep.HANDED_OVER);
        return turns.passOn(group);
    }

    /** Does, after its own work, that of others who do not mind in which thread. */
    private void serveOthers(Group group) {
        while (group.isSound() && group.hasRoom()) {
            Member<?> next = turns.serve(GroupCommit::goesAnywhere);
            if (next == null) {
                return;
            }
            try (var expiry = expiry(next, group.lease())) {
                work(group, next, expiry);
            }
        }
    }

    private static boolean goesAnywhere(Member<?> member) {
        return member.options.anyThread();
    }

    /** Does the work of {@code member}, as the first part of the transaction or as a further one. */
    private void work(Group group, Member<?> member, Expiry expiry) {
        boolean first = group.members().isEmpty();
        group.add(member);
        group.lease().usedFor(member.purpose);
        long start = ticker.nanos();
        working.set(true);
        try {
            var transaction = new OpenTransaction(member.purpose, engine, sorting, group.lease(), expiry);
            member.work(transaction, first);
            Throwable failure = member.failure();
            if (failure instanceof Exception thrown) {
                member.fail(expiry.explain(passing.on(thrown, Phase.BODY, member.options.name(), member.deadline)));
            }
            if (expiry.hasPassed() || (failure != null && (first || transaction.isLost()))) {
                group.spoil(member);
            }
        } finally {
            working.remove();
            pace.took(member.purpose, ticker.nanos() - start);
        }
        reporting.steps().accept(CommitStep.WORKED);
    }

    /** Commits the group, or undoes it, and says so to everybody. */
    private void end(Group group, Member<?> mine, Expiry expiry) {
        if (group.isSound() && group.close()) {
            commit(group, mine, expiry);
        } else {
            expiry.close();
            group.undo();
            undone(group);
        }
    }

    private void commit(Group group, Member<?> mine, Expiry expiry) {
        reporting.steps().accept(CommitStep.COMMITTING);
        try {
            expiry.check();
            group.lease().connection().commit();
            expiry.close();
        } catch (SQLException failure) {
            expiry.close();
            group.undo();
            notCommitted(group, expiry.explain(passing.on(failure, Phase.COMMIT, mine.options.name(), mine.deadline)));
            return;
        }
        reporting.steps().accept(CommitStep.COMMITTED);
        group.giveBack();
        for (Member<?> member : group.members()) {
            member.tell(Member.Fate.DONE);
            reporting.steps().accept(CommitStep.TELLING);
        }
    }

    private void notCommitted(Group group, RuntimeException failure) {
        boolean unknown = failure instanceof HoldfastException known && known.kind() == ErrorKind.OUTCOME_UNKNOWN;
        for (Member<?> member : group.members()) {
            boolean certain = unknown || group.members().size() == 1;
            if (certain && member.failure() == null) {
                member.fail(failure);
            }
            tell(member, certain, failure);
        }
    }

    /** Who failed because of itself has its failure; the others are innocent, and so is who may have met their work. */
    private void undone(Group group) {
        for (Member<?> member : group.members()) {
            Throwable failure = member.failure();
            boolean own = failure instanceof Error
                    || (failure instanceof HoldfastException known
                            && (known.kind() == ErrorKind.TIMEOUT
                                    || (known.kind() == ErrorKind.CANCELLED && !group.isCalledOff())));
            tell(member, own || (failure != null && group.members().size() == 1), group.reason());
        }
    }

    private void tell(Member<?> member, boolean certain, @Nullable Throwable why) {
        if (!certain) {
            ErrorKind kind = why instanceof HoldfastException known ? known.kind() : ErrorKind.TIMEOUT;
            reporting.events().publish(new Event.Repeated(sorting.database(), member.options.name(), 1, kind));
        }
        member.tell(certain ? Member.Fate.DONE : Member.Fate.AGAIN);
    }

    private Expiry expiry(Member<?> member, Lease lease) {
        return new Expiry(member.purpose, member.limit, member.deadline, lease, deadlines);
    }
}
