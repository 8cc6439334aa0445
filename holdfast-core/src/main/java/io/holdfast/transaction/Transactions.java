package io.holdfast.transaction;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Access;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Sorting;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.gate.Gate;
import io.holdfast.pool.Lease;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.RepeatRule;
import io.holdfast.resilience.Retry;
import io.holdfast.resilience.RetryBudget;
import io.holdfast.resilience.Time;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transactions of one database, and runs a transaction again from its beginning where that is safe: when the database
 * undid it because of others, and when its connection was lost before the commit was sent. A commit whose answer is lost
 * is looked for, and never simply repeated.
 *
 * <p>Safe for use by many threads.
 */
public final class Transactions {
    private static final Logger log = LoggerFactory.getLogger(Transactions.class);

    private final Gate gate;
    private final Sorting sorting;
    private final DatabaseConfig config;
    private final Time time;
    private final Events events;
    private final Retry retry;
    private final RepeatRule rule;

    /** Transactions through {@code gate}. */
    public Transactions(Gate gate, Engine engine, DatabaseConfig config, Time time, RetryBudget budget, Events events) {
        this.gate = gate;
        this.sorting = new Sorting(engine, config.name());
        this.config = config;
        this.time = time;
        this.events = events;
        this.retry = new Retry(
                config.retry().attempts(),
                new Backoff(config.retry().first(), config.retry().cap()),
                time);
        this.rule = new RepeatRule(budget);
    }

    /**
     * Does {@code work} in a transaction: commits when it returns, rolls back when it throws anything.
     *
     * @throws HoldfastException if the database failed: nothing of it is left then, unless the kind is OUTCOME_UNKNOWN;
     *     unchecked exceptions of the work itself come through as they are
     */
    public <T> T run(TransactionOptions options, Transaction.Work<T> work) {
        Deadline deadline =
                Deadline.after(options.within().orElse(config.timeouts().transaction()), time.ticker());
        return retry.run(
                deadline,
                (failure, attempt) -> mayRepeat(options, failure, attempt),
                attempt -> new Attempt(options, deadline).run(work));
    }

    private boolean mayRepeat(TransactionOptions options, HoldfastException failure, int attempt) {
        boolean again = rule.mayRepeat(failure, attempt);
        if (again) {
            log.debug("{}: {} is run again: {}", config.name(), options.name(), failure.getMessage());
            events.publish(new Event.Repeated(config.name(), options.name(), attempt, failure.kind()));
        }
        return again;
    }

    /** One run from the beginning to the end. */
    private final class Attempt {
        private final TransactionOptions options;
        private final Deadline deadline;
        private Phase phase = Phase.BEGIN;

        Attempt(TransactionOptions options, Deadline deadline) {
            this.options = options;
            this.deadline = deadline;
        }

        <T> T run(Transaction.Work<T> work) {
            Lease lease = gate.borrow(options.access(), deadline);
            try (lease) {
                return run(work, lease.connection());
            } catch (Exception failure) {
                throw passedOn(failure);
            }
        }

        private <T> T run(Transaction.Work<T> work, Connection connection) throws Exception {
            begin(connection);
            try {
                T result = work.in(() -> connection);
                phase = Phase.COMMIT;
                connection.commit();
                return result;
            } catch (Throwable failure) {
                rollBack(connection);
                throw failure;
            }
        }

        private void begin(Connection connection) throws SQLException {
            if (options.access() == Access.READ_ONLY) {
                connection.setReadOnly(true);
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
                log.debug("{}: a rollback failed; its connection is given up", config.name(), MaskedCause.of(failure));
            }
        }

        private RuntimeException passedOn(Exception failure) {
            RuntimeException sorted = sorting.sort(failure, phase, options.name());
            boolean lost = sorted instanceof HoldfastException known
                    && (known.retry() == RetryClass.REPLAY_ON_NEW_CONNECTION || known.retry() == RetryClass.FAILOVER);
            if (lost) {
                gate.awaitVerdict(deadline);
            }
            return sorted;
        }
    }
}
