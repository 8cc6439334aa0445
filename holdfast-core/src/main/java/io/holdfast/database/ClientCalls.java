package io.holdfast.database;

import io.holdfast.engine.Sorting;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.error.RetryClass;
import io.holdfast.event.Event;
import io.holdfast.event.Events;
import io.holdfast.gate.Gate;
import io.holdfast.gate.Terms;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.RepeatRule;
import io.holdfast.resilience.RetryBudget;
import io.holdfast.resilience.Time;
import io.holdfast.transaction.ClientTransactions;

/** Does operations through the client of a driver, and again where that is safe. */
final class ClientCalls {
    private final Gate gate;
    private final Sorting sorting;
    private final Time time;
    private final RetryBudget budget;
    private final Events events;
    private final RepeatRule rule;

    ClientCalls(Gate gate, Sorting sorting, ClientTransactions.Surroundings surroundings) {
        this.gate = gate;
        this.sorting = sorting;
        this.time = surroundings.time();
        this.budget = surroundings.budget();
        this.events = surroundings.events();
        this.rule = new RepeatRule(budget);
    }

    /**
     * Does {@code work} with {@code client}.
     *
     * @param repeating is told before each repetition
     */
    <C, T> T call(Operation operation, C client, Database.ClientWork<C, T> work, Runnable repeating) {
        budget.call();
        Terms terms = gate.terms();
        Deadline deadline = Deadline.after(
                operation.within().orElse(terms.config().timeouts().transaction()), time.ticker());
        return terms.retry().run(deadline, (failure, attempt) -> mayRepeat(operation, failure, attempt), attempt -> {
            if (attempt > 1) {
                repeating.run();
            }
            return once(operation, client, work, deadline);
        });
    }

    private <C, T> T once(Operation operation, C client, Database.ClientWork<C, T> work, Deadline deadline) {
        try {
            return work.with(client);
        } catch (Exception failure) {
            throw sorted(operation, failure, deadline);
        }
    }

    /**
     * A write of its own carries its commit with it: when the connection is lost, it may have taken effect. What only reads
     * leaves nothing in doubt.
     */
    private RuntimeException sorted(Operation operation, Exception failure, Deadline deadline) {
        Phase phase = operation.isRepeatable() ? Phase.BODY : Phase.COMMIT;
        RuntimeException sorted = sorting.sort(failure, phase, operation.name());
        if (operation.effect() == Operation.Effect.READS && isInDoubt(sorted)) {
            return sorting.sort(failure, Phase.CONNECT, operation.name());
        }
        if (sorted instanceof HoldfastException known && known.retry() == RetryClass.REPLAY_ON_NEW_CONNECTION) {
            gate.awaitVerdict(deadline);
        }
        return sorted;
    }

    private static boolean isInDoubt(RuntimeException sorted) {
        return sorted instanceof HoldfastException known && known.kind() == ErrorKind.OUTCOME_UNKNOWN;
    }

    private boolean mayRepeat(Operation operation, HoldfastException failure, int attempt) {
        boolean again = operation.isRepeatable() && rule.mayRepeat(failure, attempt);
        if (again) {
            events.publish(new Event.Repeated(gate.terms().config().name(), operation.name(), attempt, failure.kind()));
        }
        return again;
    }
}
