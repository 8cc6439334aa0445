package io.holdfast.schema.run;

import io.holdfast.engine.Migrator;
import io.holdfast.error.Phase;
import io.holdfast.schema.file.Callback;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Ledger;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Callbacks;
import io.holdfast.schema.plan.Step;
import io.holdfast.schema.plan.Step.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs steps on one connection. A step that is a transaction has its line of history in it. */
final class Worker {
    private final Conditions conditions;
    private final Migrator.Runner runner;
    private final Ledger ledger;
    private final Execution execution;
    private final Piecewise piecewise;
    private History history = new History(List.of());

    /** A worker whose lines of history have {@code run} in common. */
    Worker(Conditions conditions, Migrator.Runner runner, Ledger ledger, String run) {
        this.conditions = conditions;
        this.runner = runner;
        this.ledger = ledger;
        this.execution = new Execution(conditions, runner, ledger, run);
        this.piecewise = new Piecewise(conditions, runner, ledger, execution);
    }

    /** The history as it is known. */
    History history() {
        return history;
    }

    /** Reads the history anew. */
    History read() {
        try {
            history = ledger.read();
            return history;
        } catch (Exception failure) {
            throw conditions.sorting().sort(failure, Phase.BODY, "migrate");
        }
    }

    // one transaction for each

    /** Runs scripts that have no line of history. */
    void call(List<Step> callbacks) {
        for (Step callback : callbacks) {
            if (callback.mode() == Mode.TRANSACTION) {
                execution.repeated(callback, () -> inTransaction(callback));
            } else {
                piecewise.uncounted(callback);
            }
        }
    }

    private Execution.Result inTransaction(Step callback) {
        execution.begin(callback);
        try {
            execute(callback);
            execution.commit(callback);
            return Execution.Result.DONE;
        } catch (Exception failure) {
            throw execution.undone(failure);
        }
    }

    /** Runs {@code step} from its first statement; where it meets locks of others, it is undone and run again. */
    Execution.Result run(Step step, Callbacks callbacks) {
        return step.mode() == Mode.TRANSACTION
                ? execution.repeated(step, () -> transaction(step, callbacks))
                : piecewise.run(step, history);
    }

    private Execution.Result transaction(Step step, Callbacks callbacks) {
        Instant at = conditions.time().clock().instant();
        long start = conditions.time().ticker().nanos();
        Optional<String> begun = execution.begin(step);
        try {
            if (execution.isOutdated(step, history)) {
                runner.rollback();
                return Execution.Result.OUTDATED;
            }
            execute(step, callbacks);
            Row row = execution.row(
                    step,
                    history.rank() + 1,
                    at,
                    Row.State.DONE,
                    step.script().statements().size(),
                    start);
            execution.insert(step, row, begun);
            execution.commit(step);
            history.add(row);
            conditions.steps().accept(RunStep.COMMITTED);
            return Execution.Result.DONE;
        } catch (Exception failure) {
            throw execution.undone(failure);
        }
    }

    // one transaction for all

    /** Runs {@code steps} in one transaction. */
    Execution.Result runTogether(List<Step> steps, Callbacks callbacks) {
        Step first = steps.get(0);
        return execution.repeated(first, () -> together(steps, callbacks));
    }

    private Execution.Result together(List<Step> steps, Callbacks callbacks) {
        History before = new History(history.rows());
        Optional<String> begun = execution.begin(steps.get(0));
        try {
            if (execution.isOutdated(steps.get(0), history)) {
                runner.rollback();
                return Execution.Result.OUTDATED;
            }
            for (Step step : steps) {
                conditions.listener().begins(step);
                Instant at = conditions.time().clock().instant();
                long start = conditions.time().ticker().nanos();
                runner.begin(execution.terms(step));
                execute(step, callbacks);
                Row row = execution.row(
                        step,
                        history.rank() + 1,
                        at,
                        Row.State.DONE,
                        step.script().statements().size(),
                        start);
                execution.insert(step, row, begun);
                history.add(row);
                conditions.listener().ends(step, row.took());
            }
            execution.commit(steps.get(steps.size() - 1));
            conditions.steps().accept(RunStep.COMMITTED);
            return Execution.Result.DONE;
        } catch (Exception failure) {
            history = before;
            throw execution.undone(failure);
        }
    }

    private void execute(Step step, Callbacks callbacks) {
        callbacks.at(Callback.BEFORE_EACH_MIGRATE).forEach(this::execute);
        execute(step);
        callbacks.at(Callback.AFTER_EACH_MIGRATE).forEach(this::execute);
    }

    private void execute(Step step) {
        step.file().code().ifPresent(code -> execution.execute(step, code));
        for (int index = 0; index < step.script().statements().size(); index++) {
            execution.execute(step, index);
            conditions.steps().accept(RunStep.EXECUTED);
        }
    }

    /** Finishes what a runner that died has begun. */
    Execution.Result resume(Step step, Row row) {
        return piecewise.resume(step, row, history);
    }

    void checkCancelled() {
        execution.checkCancelled();
    }

    /** Ends what is running, and begins nothing more; any thread may call it. */
    void cancel() {
        execution.cancel();
    }
}
