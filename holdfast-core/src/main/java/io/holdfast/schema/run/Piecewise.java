package io.holdfast.schema.run;

import io.holdfast.engine.Migrator;
import io.holdfast.engine.Migrator.SessionState;
import io.holdfast.error.Phase;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Ledger;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Step;
import io.holdfast.schema.script.ScriptStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs a step that is no transaction. Each statement is counted: in its own transaction where it can be in one, so that it
 * and its count are one; after it otherwise, so that one that was begun and not counted has to be looked for.
 */
final class Piecewise {
    private static final Set<String> SETTINGS = Set.of("SET", "RESET", "PRAGMA", "ATTACH", "DETACH");

    private final Conditions conditions;
    private final Migrator.Runner runner;
    private final Ledger ledger;
    private final Execution execution;
    private final StepFailures failures;

    Piecewise(Conditions conditions, Migrator.Runner runner, Ledger ledger, Execution execution) {
        this.conditions = conditions;
        this.runner = runner;
        this.ledger = ledger;
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
        goOn(step, row, Found.NOT_LOOKED_FOR, history);
        return Execution.Result.DONE;
    }

    private Execution.Result mark(Step step, Row row, History history) {
        execution.begin(step);
        try {
            if (execution.isOutdated(step, history)) {
                runner.rollback();
                return Execution.Result.OUTDATED;
            }
            ledger.insert(row, step.file().kept(), Optional.empty());
            runner.commit();
        } catch (Exception failure) {
            throw execution.undone(failure);
        }
        conditions.steps().accept(RunStep.MARKED);
        return Execution.Result.DONE;
    }

    /** Finishes what a runner that died, or gave up, has begun; not if another one was faster. */
    Execution.Result resume(Step step, Row row, History history) {
        boolean died = !row.runner().equals(Owner.NOBODY);
        Row mine = execution.counted(
                row, Integer.MAX_VALUE, row.done(), conditions.time().ticker().nanos());
        if (execution.repeated(step, () -> claim(step, row, mine)) == Execution.Result.OUTDATED) {
            return Execution.Result.OUTDATED;
        }
        setAgain(step, row);
        goOn(step, mine, died ? Found.MAY_BE_OURS : Found.IS_NOT_OURS, history);
        return Execution.Result.DONE;
    }

    private Execution.Result claim(Step step, Row row, Row mine) {
        execution.begin(step);
        try {
            boolean claimed = ledger.claim(row, mine);
            execution.commit(step);
            conditions.steps().accept(RunStep.CLAIMED);
            return claimed ? Execution.Result.DONE : Execution.Result.OUTDATED;
        } catch (Exception failure) {
            throw execution.undone(failure);
        }
    }

    /** What the script had set of its session before it was interrupted holds for the rest of it. */
    private void setAgain(Step step, Row row) {
        freshen(step);
        List<ScriptStatement> all = step.script().statements();
        for (int index = 0; index < Math.min(row.done(), all.size()); index++) {
            if (SETTINGS.contains(
                    all.get(index).words().isEmpty()
                            ? ""
                            : all.get(index).words().get(0))) {
                execution.execute(step, index);
            }
        }
    }

    private void freshen(Step step) {
        try {
            runner.beginAlone(execution.terms(step));
        } catch (Exception failure) {
            throw failures.other(step, "before it goes on", failure, Phase.BEGIN);
        }
    }

    /** What to make of what a statement that runs alone would make, and is there already. */
    private enum Found {
        /** The statement was not begun yet: nothing is looked for. */
        NOT_LOOKED_FOR,
        /** The statement was refused, so it is somebody else's; half of it is ours, and goes. */
        IS_NOT_OURS,
        /** The runner died, perhaps after the statement was done. */
        MAY_BE_OURS
    }

    private void goOn(Step step, Row begun, Found found, History history) {
        long start = conditions.time().ticker().nanos();
        int all = step.script().statements().size();
        Row row = begun;
        try {
            if (row.done() >= all) {
                row = execution.counted(row, all, all, start);
                count(step, row);
            }
            for (int index = row.done(); index < all; index++) {
                Row next = execution.counted(row, all, index + 1, start);
                advance(step, index, next, index == begun.done() ? found : Found.NOT_LOOKED_FOR);
                row = next;
            }
        } catch (RuntimeException failure) {
            giveUp(step, row, failure);
            throw failure;
        }
        history.add(row);
    }

    private void advance(Step step, int index, Row next, Found found) {
        if (conditions.migrator().runsAlone(step.script().statements().get(index))) {
            repeatedAlone(step, index, found);
            execution.repeated(step, () -> count(step, next));
        } else {
            execution.repeated(step, () -> counting(step, index, next));
        }
    }

    /** What could not get its locks may have left a half behind, so that each further attempt looks. */
    private void repeatedAlone(Step step, int index, Found found) {
        var tried = new AtomicBoolean();
        execution.repeated(step, () -> {
            boolean again = tried.getAndSet(true);
            return alone(step, index, again && found == Found.NOT_LOOKED_FOR ? Found.IS_NOT_OURS : found);
        });
    }

    /** Others need not wait for one who has given up; who was killed is seen to be dead. */
    private void giveUp(Step step, Row row, RuntimeException failure) {
        try {
            runner.begin(execution.terms(step));
            ledger.update(row.advanced(row.state(), row.done(), row.run(), Owner.NOBODY, row.took()));
            runner.commit();
        } catch (Exception second) {
            failure.addSuppressed(execution.undone(second));
        }
    }

    private Execution.Result alone(Step step, int index, Found found) {
        ScriptStatement statement = step.script().statements().get(index);
        try {
            runner.beginAlone(execution.terms(step, SessionState.KEPT));
            if (found != Found.NOT_LOOKED_FOR && isThere(statement, found)) {
                return Execution.Result.DONE;
            }
        } catch (Exception failure) {
            throw failures.statement(step, index, failure);
        }
        execution.execute(step, index);
        conditions.steps().accept(RunStep.DONE_ALONE);
        return Execution.Result.DONE;
    }

    private boolean isThere(ScriptStatement statement, Found found) throws Exception {
        return switch (runner.clear(statement)) {
            case FINISHED -> true;
            case DONE -> found == Found.MAY_BE_OURS;
            case NOTHING -> false;
        };
    }

    /** Runs one that has no line of history, each statement by itself. */
    void uncounted(Step step) {
        freshen(step);
        for (int index = 0; index < step.script().statements().size(); index++) {
            repeatedAlone(step, index, Found.NOT_LOOKED_FOR);
        }
    }

    private Execution.Result counting(Step step, int index, Row counted) {
        execution.begin(step, SessionState.KEPT);
        try {
            execution.execute(step, index);
            runner.resume();
            ledger.update(counted);
            execution.commit(step);
        } catch (Exception failure) {
            throw execution.undone(failure);
        }
        conditions.steps().accept(RunStep.COUNTED);
        return Execution.Result.DONE;
    }

    private Execution.Result count(Step step, Row counted) {
        execution.begin(step, SessionState.KEPT);
        try {
            ledger.update(counted);
            execution.commit(step);
        } catch (Exception failure) {
            throw execution.undone(failure);
        }
        conditions.steps().accept(RunStep.COUNTED);
        return Execution.Result.DONE;
    }
}
