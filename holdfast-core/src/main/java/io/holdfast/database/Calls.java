package io.holdfast.database;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Access;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Sorting;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.gate.Gate;
import io.holdfast.gate.Terms;
import io.holdfast.pool.Lease;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.RepeatRule;
import io.holdfast.resilience.RetryBudget;
import io.holdfast.resilience.Time;

/** Does operations on a session each, and again where that is safe. */
final class Calls {
    private final Gate gate;
    private final String database;
    private final Time time;
    private final Events events;
    private final RetryBudget budget;
    private final boolean oneWriter;
    private final Sorting sorting;
    private final RepeatRule rule;

    Calls(Gate gate, Engine engine, DatabaseConfig config, Time time, RetryBudget budget, Events events) {
        this.gate = gate;
        this.database = config.name();
        this.time = time;
        this.events = events;
        this.budget = budget;
        this.oneWriter = engine.hasOneWriter();
        this.sorting = new Sorting(engine, config.name());
        this.rule = new RepeatRule(budget);
    }

    /**
     * The first attempt is all that most calls need, so it takes the shortest way.
     *
     * @param repeating is told before each further one
     */
    <T> T call(Operation operation, Database.Work<T> work, Runnable repeating) {
        budget.call();
        Terms terms = gate.terms();
        Lease lease = operation.within().isEmpty()
                ? gate.borrow(operation.access(), terms)
                : gate.borrow(operation.access(), terms, deadline(operation, terms));
        try {
            return once(operation, work, terms, lease);
        } catch (HoldfastException failure) {
            if (!operation.isRepeatable()) {
                throw failure;
            }
            return again(operation, work, terms, failure, repeating);
        }
    }

    private Deadline deadline(Operation operation, Terms terms) {
        return Deadline.after(
                operation.within().orElse(terms.config().timeouts().transaction()), time.ticker());
    }

    private <T> T again(
            Operation operation, Database.Work<T> work, Terms terms, HoldfastException failure, Runnable repeating) {
        Deadline deadline = deadline(operation, terms);
        return terms.retry()
                .after(failure, deadline, (last, attempt) -> mayRepeat(operation, last, attempt), attempt -> {
                    repeating.run();
                    return once(operation, work, terms, gate.borrow(operation.access(), terms, deadline));
                });
    }

    private <T> T once(Operation operation, Database.Work<T> work, Terms terms, Lease lease) {
        T result;
        try {
            if (oneWriter && operation.access() == Access.READ_ONLY) {
                lease.connection().setReadOnly(true);
            }
            result = work.on(lease);
        } catch (Exception failure) {
            boolean autoCommit = lease.isAutoCommit();
            lease.close();
            throw sorted(operation, failure, deadline(operation, terms), autoCommit);
        } catch (Error defect) {
            lease.close();
            throw defect;
        }
        lease.close();
        return result;
    }

    /**
     * A statement that is a transaction of its own carries its commit with it: when the connection is lost, it may have
     * taken effect. A transaction that the work began itself has not.
     */
    private RuntimeException sorted(Operation operation, Exception failure, Deadline deadline, boolean autoCommit) {
        RuntimeException sorted = sorting.sort(failure, Phase.BODY, operation.name());
        if (!(sorted instanceof HoldfastException known)) {
            return sorted;
        }
        if (known.retry() == RetryClass.REPLAY_ON_NEW_CONNECTION || known.retry() == RetryClass.FAILOVER) {
            gate.awaitVerdict(deadline);
            if (autoCommit && operation.effect() == Operation.Effect.WRITES) {
                return sorting.sort(failure, Phase.COMMIT, operation.name());
            }
        }
        return sorted;
    }

    private boolean mayRepeat(Operation operation, HoldfastException failure, int attempt) {
        boolean again = rule.mayRepeat(failure, attempt);
        if (again) {
            events.publish(new Event.Repeated(database, operation.name(), attempt, failure.kind()));
        }
        return again;
    }
}
