package io.holdfast.schema;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.Engine;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.history.History;
import io.holdfast.schema.plan.Plan;
import io.holdfast.schema.plan.Step;
import io.holdfast.schema.run.MigrationRun;
import java.util.ArrayList;
import java.util.List;

/** What a person has to decide before a schema is touched. */
final class Refusals {
    private final String database;

    Refusals(String database) {
        this.database = database;
    }

    /** Where there are no schemas, none can be worked in. */
    static void refuseSchema(DatabaseConfig database, Engine engine) {
        database.migrations().schema().ifPresent(schema -> {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "databases.%s.migrations.schema is %s, but %s has no schemas"
                                    .formatted(database.name(), schema, engine.name()))
                    .withHint("take it out of the configuration; two files are two databases")
                    .exception();
        });
    }

    /** A schema that came about in another way is not to be met by the first migration. */
    void refuseUnknown(History history, Plan plan, MigrationRun run) {
        boolean known = !history.rows().isEmpty() || plan.resumed().isPresent();
        // another runner may have begun since the history was read: its tables come with lines of history
        if (known || !run.holdsObjects() || !run.history().rows().isEmpty()) {
            return;
        }
        String other = run.hintOfOtherTools();
        throw Failure.of(
                        ErrorKind.DECISION_NEEDED,
                        "the database %s holds tables already, and no history says how they came about"
                                .formatted(database))
                .withHint(
                        other.isEmpty()
                                ? "holdfast migrate baseline VERSION declares up to where the migrations are there already"
                                : other)
                .during("migrate", database)
                .exception();
    }

    /** A history that is there is not written anew. */
    void refuseKnown(History history) {
        if (history.rows().isEmpty()) {
            return;
        }
        throw Failure.of(
                        ErrorKind.ALREADY_EXISTS,
                        "the database %s has a history already, of %d lines"
                                .formatted(database, history.rows().size()))
                .withHint("holdfast migrate status shows it")
                .exception();
    }

    /** {@code status}, unless something is wrong or pending. */
    MigrationStatus applied(MigrationStatus status) {
        var problems = new FileProblems();
        status.problems().forEach(problems::add);
        status.migrations().stream()
                .filter(migration -> migration.state().isPending())
                .filter(migration -> migration.state() != MigrationStatus.State.OUT_OF_ORDER)
                .filter(migration -> !migration.ignored())
                .forEach(migration -> problems.add(migration.script(), "it is not applied"));
        problems.throwIfAny(database, "run holdfast migrate up for what is pending");
        return status;
    }

    /** Two tools that do not know of each other are not to change one schema. */
    void refuseTwoTools(History history, MigrationRun run) {
        var problems = new FileProblems();
        TwoTools.find(run, history, problems);
        problems.throwIfAny(database, "let one tool alone change the schema");
    }

    /** What cannot be done here, or not as it is wanted, is not begun at all. */
    void refuseUnfit(List<Step> steps, MigrationOptions options, MigrationRun run) {
        var here = new FileProblems();
        run.refusals(steps).forEach(here::add);
        here.throwIfAny(database, "migrate on a server that can, or write it otherwise");
        refuseApart(steps, options);
    }

    private void refuseApart(List<Step> steps, MigrationOptions options) {
        if (options.unit() == MigrationOptions.Unit.EACH) {
            return;
        }
        var problems = new FileProblems();
        steps.stream()
                .filter(step -> step.mode() == Step.Mode.STATEMENT_BY_STATEMENT)
                .forEach(step -> problems.add(
                        step.file().script(), "it cannot run in a transaction, and so not together with others"));
        problems.throwIfAny(database, "run those before with --to, then this one, then the rest");
    }

    void refuseLosses(List<String> losses) {
        if (losses.isEmpty()) {
            return;
        }
        throw Failure.of(
                        ErrorKind.DECISION_NEEDED,
                        "undoing would lose what is there now:%n  %s"
                                .formatted(String.join("%n  ".formatted(), new ArrayList<>(losses))))
                .withHint("take a backup, then say --allow-data-loss")
                .during("migrate", database)
                .exception();
    }

    /** What is told to whoever wants more after a request to end. */
    HoldfastException stopped() {
        return Failure.of(ErrorKind.CANCELLED, "the migrations of %s were stopped".formatted(database))
                .withHint("what is in the history is done, and nothing else; run it again when you like")
                .exception();
    }
}
