package io.holdfast.schema.run;

import io.holdfast.engine.Migrator;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.HistoryTable;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Step;
import io.holdfast.schema.script.ScriptStatement;
import java.time.Instant;
import java.util.Optional;

/**
 * Runs a step that is no transaction. Each statement is counted: in its own transaction where it can be in one, so that it
 * and its count are one; after it otherwise, so that one that was begun and not counted has to be looked for.
 */
final class Piecewise {
    private final Conditions conditions;
    private final Migrator.Runner runner;
    private final HistoryTable table;
    private final Execution execution;
    private final StepFailures failures;

    Piecewise(Conditions conditions, Migrator.Runner runner, HistoryTable table, Execution execution) {
        this.conditions = conditions;
        this.runner = runner;
        this.table = table;
        this.execution = execution;
        this.failures = new StepFailures(conditions);
    }

    Execution.Result run(Step step, History history) {
        Instant at = conditions.time().clock().instant();
        Row row = execution.row(
                step,
                history.rank() + 1,
                at,
                Row.State.STARTED,
                0,
                conditions.time().ticker().nanos());
        if (execution.repeated(step, () -> mark(step, row, history)) == Execution.Result.OUTDATED) {
            return Execution.Result.OUTDATED;
        }
        history.add(row);
        goOn(step, row, false, history);
        return Execution.Result.DONE;
    }

    private Execution.Result mark(Step step, Row row, History history) {
        execution.begin(step);
        try {
            if (execution.isOutdated(step, history)) {
                runner.rollback();
                return Execution.Result.OUTDATED;
            }
            table.insert(runner.connection(), row, step.file().text(), Optional.empty());
            runner.commit();
        } catch (Exception failure) {
            throw execution.undone(failure);
        }
        conditions.steps().accept(RunStep.MARKED);
        return Execution.Result.DONE;
    }

    /** Finishes what a runner that died has begun. */
    void resume(Step step, Row row, History history) {
        goOn(step, row, true, history);
    }

    /** {@code looks}: whether the next statement may have been begun before. */
    private void goOn(Step step, Row begun, boolean looks, History history) {
        long start = conditions.time().ticker().nanos();
        int all = step.script().statements().size();
        Row row = begun;
        try {
            if (all == 0) {
                row = execution.counted(row, all, 0, start);
                count(step, row);
            }
            for (int index = row.done(); index < all; index++) {
                Row next = execution.counted(row, all, index + 1, start);
                advance(step, index, next, looks && index == begun.done());
                row = next;
            }
        } catch (RuntimeException failure) {
            giveUp(step, row, failure);
            throw failure;
        }
        history.add(row);
    }

    private void advance(Step step, int index, Row next, boolean looks) {
        if (conditions.migrator().runsAlone(step.script().statements().get(index))) {
            execution.repeated(step, () -> alone(step, index, looks));
            execution.repeated(step, () -> count(step, next));
        } else {
            execution.repeated(step, () -> counting(step, index, next));
        }
    }

    /** Others need not wait for one who has given up; who was killed is seen to be dead. */
    private void giveUp(Step step, Row row, RuntimeException failure) {
        try {
            runner.begin(execution.terms(step));
            table.update(
                    runner.connection(), row.advanced(row.state(), row.done(), row.run(), Owner.NOBODY, row.took()));
            runner.commit();
        } catch (Exception second) {
            failure.addSuppressed(execution.undone(second));
        }
    }

    private Execution.Result alone(Step step, int index, boolean looks) {
        ScriptStatement statement = step.script().statements().get(index);
        try {
            runner.beginAlone(execution.terms(step));
            if (looks && runner.clear(statement) == Migrator.Remains.DONE) {
                return Execution.Result.DONE;
            }
        } catch (Exception failure) {
            throw failures.statement(step, index, failure);
        }
        try {
            execution.execute(step, index);
        } catch (HoldfastException failure) {
            throw StepFailures.isPassing(failure) ? cleared(step, index, failure) : failure;
        }
        conditions.steps().accept(RunStep.DONE_ALONE);
        return Execution.Result.DONE;
    }

    /** Runs one that has no line of history, each statement by itself. */
    void uncounted(Step step) {
        for (int index = 0; index < step.script().statements().size(); index++) {
            int statement = index;
            execution.repeated(step, () -> alone(step, statement, false));
        }
    }

    /** What could not get its locks has left a half behind, which would be in the way of the next attempt. */
    private HoldfastException cleared(Step step, int index, HoldfastException failure) {
        try {
            runner.clear(step.script().statements().get(index));
            return failure;
        } catch (Exception second) {
            HoldfastException stays = failures.statement(step, index, second);
            stays.addSuppressed(failure);
            return stays;
        }
    }

    private Execution.Result counting(Step step, int index, Row counted) {
        execution.begin(step);
        try {
            execution.execute(step, index);
            runner.resume();
            table.update(runner.connection(), counted);
            execution.commit(step);
        } catch (Exception failure) {
            throw execution.undone(failure);
        }
        conditions.steps().accept(RunStep.COUNTED);
        return Execution.Result.DONE;
    }

    private Execution.Result count(Step step, Row counted) {
        execution.begin(step);
        try {
            table.update(runner.connection(), counted);
            execution.commit(step);
        } catch (Exception failure) {
            throw execution.undone(failure);
        }
        conditions.steps().accept(RunStep.COUNTED);
        return Execution.Result.DONE;
    }
}
