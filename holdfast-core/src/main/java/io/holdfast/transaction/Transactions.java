package io.holdfast.transaction;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Access;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Sorting;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.error.Phase;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.gate.Gate;
import io.holdfast.gate.Terms;
import io.holdfast.log.Log;
import io.holdfast.pool.Lease;
import io.holdfast.pool.Purpose;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.RepeatRule;
import io.holdfast.resilience.RetryBudget;
import io.holdfast.resilience.Time;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs transactions of one database, and runs a transaction again from its beginning where that is safe: when the database
 * undid it because of others, and when its connection was lost before the commit was sent. A commit whose answer is lost
 * is looked for, and never simply repeated.
 *
 * <p>Safe for use by many threads.
 */
public final class Transactions {
    private static final Log log = Log.of(Transactions.class);

    private final Gate gate;
    private final Engine engine;
    private final Sorting sorting;
    private final Passing passing;
    private final String database;
    private final Time time;
    private final Events events;
    private final RepeatRule rule;
    private final Deadlines deadlines;
    private final @Nullable GroupCommit groups;

    /** Transactions through {@code gate}. */
    public Transactions(Gate gate, Engine engine, DatabaseConfig config, Time time, RetryBudget budget, Events events) {
        this(gate, engine, config, time, new Reporting(budget, events, step -> {}));
    }

    /**
     * Who is told and asked.
     *
     * @param budget for repetitions after lost connections
     * @param steps is told of the steps of shared commits
     */
    record Reporting(RetryBudget budget, Events events, Consumer<CommitStep> steps) {}

    Transactions(Gate gate, Engine engine, DatabaseConfig config, Time time, Reporting reporting) {
        this.gate = gate;
        this.engine = engine;
        this.sorting = new Sorting(engine, config.name());
        this.passing = new Passing(gate, sorting);
        this.database = config.name();
        this.time = time;
        this.events = reporting.events();
        this.rule = new RepeatRule(reporting.budget());
        this.deadlines =
                new Deadlines(database, () -> Idleness.Rule.of(gate.terms().config(), events), time.ticker());
        this.groups =
                engine.hasOneWriter() ? new GroupCommit(gate, sorting, deadlines, time.ticker(), reporting) : null;
    }

    /**
     * Does {@code work} in a transaction: commits when it returns, rolls back when it throws anything.
     *
     * @throws HoldfastException if the database failed: nothing of it is left then, unless the kind is OUTCOME_UNKNOWN;
     *     unchecked exceptions of the work itself come through as they are, and so do those of what was to be done once it
     *     was committed
     */
    public <T> T run(TransactionOptions options, Transaction.Work<T> work) {
        return run(options, work, () -> {}, () -> {});
    }

    /**
     * Does {@code work} as {@link #run(TransactionOptions, Transaction.Work)} does.
     *
     * @param repeating is told before each repetition
     * @param committed is told when it is committed, before what is to be done afterwards
     */
    public <T> T run(TransactionOptions options, Transaction.Work<T> work, Runnable repeating, Runnable committed) {
        Terms terms = gate.terms();
        Duration limit = options.within().orElse(terms.config().timeouts().transaction());
        Deadline deadline = Deadline.after(limit, time.ticker());
        Committed<T> done = terms.retry()
                .run(deadline, (failure, attempt) -> mayRepeat(options, failure, attempt), attempt -> {
                    if (attempt > 1) {
                        repeating.run();
                    }
                    return attempt(options, terms, limit, deadline, work, repeating);
                });
        committed.run();
        runAll(done.onCommit());
        return done.result();
    }

    private <T> Committed<T> attempt(
            TransactionOptions options,
            Terms terms,
            Duration limit,
            Deadline deadline,
            Transaction.Work<T> work,
            Runnable repeating) {
        return groups != null && options.access() == Access.READ_WRITE
                ? groups.run(options, terms, limit, deadline, work, repeating)
                : new Attempt(options, terms, limit, deadline).run(work);
    }

    /** Each of them, whatever the others do; the first failure is thrown. */
    private static void runAll(List<Runnable> actions) {
        RuntimeException first = null;
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private boolean mayRepeat(TransactionOptions options, HoldfastException failure, int attempt) {
        boolean again = rule.mayRepeat(failure, attempt);
        if (again) {
            log.debug("{}: {} is run again: {}", database, options.name(), failure.getMessage());
            events.publish(new Event.Repeated(database, options.name(), attempt, failure.kind()));
        }
        return again;
    }

    /** One run from the beginning to the end. */
    private final class Attempt {
        private final TransactionOptions options;
        private final Terms terms;
        private final Duration limit;
        private final Deadline deadline;
        private Phase phase = Phase.BEGIN;

        Attempt(TransactionOptions options, Terms terms, Duration limit, Deadline deadline) {
            this.options = options;
            this.terms = terms;
            this.limit = limit;
            this.deadline = deadline;
        }

        <T> Committed<T> run(Transaction.Work<T> work) {
            Lease lease = gate.borrow(options.access(), terms, deadline);
            lease.within(deadline);
            var purpose = new Purpose(options.name(), work.getClass());
            lease.usedFor(purpose);
            var expiry = new Expiry(purpose, limit, deadline, lease, deadlines);
            try (lease;
                    expiry) {
                return run(work, purpose, lease, expiry);
            } catch (Exception failure) {
                throw expiry.explain(passing.on(failure, phase, options.name(), deadline));
            }
        }

        private <T> Committed<T> run(Transaction.Work<T> work, Purpose purpose, Lease lease, Expiry expiry)
                throws Exception {
            Connection connection = lease.connection();
            begin(connection);
            var transaction = new OpenTransaction(purpose, engine, sorting, lease, expiry);
            try {
                T result = work.in(transaction);
                transaction.checkCommittable();
                phase = Phase.COMMIT;
                connection.commit();
                return new Committed<>(result, transaction.onCommit());
            } catch (Exception failure) {
                rollBack(connection);
                throw transaction.reason(failure);
            } catch (Error defect) {
                rollBack(connection);
                throw defect;
            } finally {
                transaction.end();
            }
        }

        private void begin(Connection connection) throws SQLException {
            if (options.access() == Access.READ_ONLY) {
                connection.setReadOnly(true);
            }
            if (options.isolation() != Isolation.USUAL) {
                connection.setTransactionIsolation(options.isolation().level());
            }
            connection.setAutoCommit(false);
            phase = Phase.BODY;
        }

        /** Where even that fails, the connection is broken, and the server rolls back by itself. */
        private void rollBack(Connection connection) {
            try {
                if (!connection.isClosed()) {
                    connection.rollback();
                }
            } catch (SQLException failure) {
                log.debug("{}: a rollback failed; its connection is given up", database, MaskedCause.of(failure));
            }
        }
    }
}
