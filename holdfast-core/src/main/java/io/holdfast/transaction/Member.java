package io.holdfast.transaction;

import io.holdfast.gate.Terms;
import io.holdfast.log.Correlation;
import io.holdfast.pool.Purpose;
import io.holdfast.resilience.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One caller's transaction among those that share a commit: what is to be done, and, once that is certain, what became of
 * it. Its caller waits; whoever does the work or the commit tells.
 */
final class Member<T extends @Nullable Object> {
    final TransactionOptions options;
    final Terms terms;
    final Duration limit;
    final Deadline deadline;
    final Purpose purpose;
    private final Transaction.Work<T> work;
    private final Thread caller = Thread.currentThread();
    private final String correlation;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private List<Runnable> onCommit = List.of();
    private volatile boolean worked;
    private volatile @Nullable Group group;
    private volatile @Nullable Fate fate;

    /** What becomes of a member. */
    enum Fate {
        /** It has its result, or the failure of its own work, and both are certain. */
        DONE,
        /** It was undone because of others, and runs again without them. */
        AGAIN
    }

    Member(TransactionOptions options, Terms terms, Duration limit, Deadline deadline, Transaction.Work<T> work) {
        this.options = options;
        this.terms = terms;
        this.limit = limit;
        this.deadline = deadline;
        this.purpose = new Purpose(options.name(), work.getClass());
        this.work = work;
        this.correlation = options.anyThread() ? Correlation.current().orElse("") : "";
    }

    void belongsTo(Group joined) {
        group = joined;
    }

    /** Those with whom it shares a commit; it has worked. */
    Group group() {
        Group joined = group;
        if (joined == null) {
            throw new IllegalStateException("it has not worked yet");
        }
        return joined;
    }

    /** Does the work in {@code transaction}, as a part of it unless it is the first. */
    void work(OpenTransaction transaction, boolean first) {
        boolean own = caller == Thread.currentThread();
        Correlation.Scope scope = own ? Correlation.Scope.NOTHING : Correlation.enterFor(correlation);
        try (scope) {
            if (first) {
                result = work.in(transaction);
                transaction.checkCommittable();
            } else {
                result = transaction.nested(work);
            }
            onCommit = transaction.onCommit();
        } catch (Exception thrown) {
            failure = transaction.reason(thrown);
        } catch (Error defect) {
            failure = defect;
        } finally {
            transaction.end();
            worked = true;
        }
    }

    /** Fails as a whole, whatever its work gave. */
    void fail(Throwable thrown) {
        failure = thrown;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Whether its work has ended; until then nobody may tell its caller anything. */
    boolean hasWorked() {
        return worked;
    }

    void tell(Fate told) {
        fate = told;
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }

    /** What became of it; null while that is open. */
    @Nullable
    Fate fate() {
        return fate;
    }

    /** What it gave. */
    @SuppressWarnings("NullAway") // the work's own result, which may be null if its type allows that
    Committed<T> committed() {
        return new Committed<>(result, onCommit);
    }
}
