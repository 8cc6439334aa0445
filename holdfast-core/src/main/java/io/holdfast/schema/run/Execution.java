package io.holdfast.schema.run;

import io.holdfast.engine.Migrator;
import io.holdfast.engine.Migrator.SessionState;
import io.holdfast.engine.Migrator.SqlRunner;
import io.holdfast.engine.Migrator.Terms;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.MaskedCause;
import io.holdfast.error.Phase;
import io.holdfast.log.Log;
import io.holdfast.schema.file.MigrationCode;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Ledger;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Step;
import io.holdfast.schema.plan.Step.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What running a step consists of, on one connection; each failure says in which file and line. */
final class Execution {
    private static final Log log = Log.of(Execution.class);

    private final Conditions conditions;
    private final Migrator.Runner runner;
    private final Ledger ledger;
    private final StepFailures failures;
    private final String run;
    private volatile boolean cancelled;

    /** Whether what was to be done is done. */
    enum Result {
        DONE,
        /** Somebody else has written history since it was read. */
        OUTDATED
    }

    Execution(Conditions conditions, Migrator.Runner runner, Ledger ledger, String run) {
        this.conditions = conditions;
        this.runner = runner;
        this.ledger = ledger;
        this.failures = new StepFailures(conditions);
        this.run = run;
    }

    /** Ends what is running, and begins nothing more; any thread may call it. */
    void cancel() {
        cancelled = true;
        try {
            runner.cancel();
        } catch (Exception failure) {
            log.warn(
                    "{}: the statement that runs could not be stopped; the next one is not begun",
                    conditions.database());
            log.debug("{}: why", conditions.database(), MaskedCause.of(failure));
        }
    }

    void checkCancelled() {
        if (cancelled) {
            throw Failure.of(ErrorKind.CANCELLED, "the migration was stopped")
                    .withHint("what is in the history is done, and nothing else; run it again when you like")
                    .during("migrate", conditions.database())
                    .exception();
        }
    }

    /** What may be undone as a whole, and done again. */
    interface Attempt {
        Result run();
    }

    Result repeated(Step step, Attempt attempt) {
        var patience = new Patience(conditions.time(), conditions.config().lockWait());
        while (true) {
            checkCancelled();
            try {
                return attempt.run();
            } catch (HoldfastException failure) {
                if (!StepFailures.isPassing(failure) || patience.isOver()) {
                    throw failure;
                }
                conditions.listener().triesAgain(step, failure.failure().sentence());
                patience.pause();
            }
        }
    }

    Optional<String> begin(Step step) {
        return begin(step, SessionState.FRESH);
    }

    Optional<String> begin(Step step, SessionState session) {
        try {
            Optional<String> begun = runner.begin(terms(step, session));
            conditions.steps().accept(RunStep.BEGUN);
            return begun;
        } catch (Exception failure) {
            throw undone(failures.other(step, "before its first statement", failure, Phase.BEGIN));
        }
    }

    Terms terms(Step step) {
        return terms(step, SessionState.FRESH);
    }

    Terms terms(Step step, SessionState session) {
        var options = step.file().options();
        return new Terms(
                "%s %s"
                        .formatted(
                                step.direction() == Direction.UP ? "applies" : "undoes",
                                step.file().title()),
                options.lockTimeout().orElse(conditions.config().lockTimeout()),
                options.foreignKeys(),
                session);
    }

    boolean isOutdated(Step step, History history) {
        try {
            return !runner.keepsLock() && ledger.rank() != history.rank();
        } catch (Exception failure) {
            throw failures.other(step, "before its first statement", failure, Phase.BODY);
        }
    }

    void execute(Step step, int index) {
        checkCancelled();
        try {
            runner.execute(step.script().statements().get(index));
        } catch (Exception failure) {
            throw failures.statement(step, index, failure);
        }
    }

    /** Runs what is no script; where SQL is not spoken, there is none. */
    void execute(Step step, MigrationCode code) {
        checkCancelled();
        try {
            code.run(new LentConnection(((SqlRunner) runner).connection()));
        } catch (Exception failure) {
            throw failures.other(step, "in its code", failure, Phase.BODY);
        }
    }

    void insert(Step step, Row row, Optional<String> begun) {
        Optional<String> now;
        try {
            runner.resume();
            now = ledger.insert(row, step.file().kept(), runner.transaction());
        } catch (Exception failure) {
            throw failures.other(step, "at its line of history", failure, Phase.BODY);
        }
        if (!now.equals(begun)) {
            throw Failure.of(
                            ErrorKind.MIGRATION,
                            "%s: a statement of it has ended its transaction, so that what came before is committed"
                                    .formatted(step.file().script()))
                    .withHint("put right what it did by hand, and take out of it what ends transactions")
                    .during("migrate", conditions.database())
                    .exception();
        }
        conditions.steps().accept(RunStep.RECORDED);
    }

    void commit(Step step) {
        try {
            runner.commit();
        } catch (Exception failure) {
            throw failures.other(step, "at its commit", failure, Phase.COMMIT);
        }
    }

    /** The failure that the caller gets, with everything undone. */
    RuntimeException undone(Exception failure) {
        try {
            runner.rollback();
        } catch (Exception second) {
            failure.addSuppressed(second);
        }
        return conditions.sorting().sort(failure, Phase.BODY, "migrate");
    }

    // lines of history

    Row row(Step step, int rank, Instant at, Row.State state, int done, long start) {
        var file = step.file();
        return new Row(
                rank,
                file.version(),
                kind(step),
                file.name(),
                file.script(),
                file.print(),
                step.script().digest(),
                state,
                done,
                run,
                Owner.self(),
                at,
                since(start));
    }

    private static Row.Kind kind(Step step) {
        return switch (step.file().kind()) {
            case VERSIONED -> Row.Kind.VERSIONED;
            case UNDO -> Row.Kind.UNDO;
            case REPEATABLE -> Row.Kind.REPEATABLE;
            case BASELINE -> Row.Kind.BASELINE;
            case CALLBACK -> throw new IllegalStateException("a callback has no line of history");
        };
    }

    /** How far {@code row} has come with {@code done} of {@code all} statements. */
    Row counted(Row row, int all, int done, long start) {
        Row.State state = done == all ? Row.State.DONE : Row.State.STARTED;
        return row.advanced(state, done, run, Owner.self(), row.took().plus(since(start)));
    }

    private Duration since(long start) {
        return Duration.ofNanos(conditions.time().ticker().nanos() - start);
    }
}
