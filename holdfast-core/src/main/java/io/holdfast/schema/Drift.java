package io.holdfast.schema;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.Scratch;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.drift.Applied;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.history.History;
import io.holdfast.schema.plan.Line;
import io.holdfast.schema.plan.Scripts;
import io.holdfast.schema.run.Conditions;
import io.holdfast.schema.run.MigrationRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compares what is there with what the migrations that are applied give in an empty database. */
final class Drift {
    private static final int ATTEMPTS = 3;

    private final DatabaseConfig database;
    private final Conditions conditions;
    private final Planning planning;
    private final Scratches scratches;

    Drift(DatabaseConfig database, Conditions conditions, Planning planning) {
        this.database = database;
        this.conditions = conditions;
        this.planning = planning;
        this.scratches = new Scratches(database, conditions);
    }

    /** Finds it out, with what is applied on a database that {@code elsewhere} gives. */
    DriftReport find(MigrationRun run, Elsewhere elsewhere) {
        if (!scratches.exist()) {
            return untold(List.of("%s has no databases to be thrown away here yet"
                    .formatted(conditions.engine().name())));
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            History history = run.history();
            Optional<DriftReport> report = find(run, history, elsewhere);
            if (report.isPresent()) {
                return report.get();
            }
        }
        return untold(List.of("others are applying migrations at this moment"));
    }

    /** Empty where somebody has applied or undone something meanwhile. */
    private Optional<DriftReport> find(MigrationRun run, History history, Elsewhere elsewhere) {
        Applied applied = applied(run, history);
        MigrationFiles files = applied.files();
        if (!applied.problems().isEmpty()) {
            return Optional.of(untold(applied.problems()));
        }
        List<String> leftBehind = scratches.leftBehind(files.everything());
        if (!leftBehind.isEmpty()) {
            return Optional.of(untold(leftBehind));
        }
        try (Scratch.Database empty = scratches.empty(run.endpoint())) {
            Optional<String> failure = build(elsewhere.at(empty.endpoint(), quiet(), only(files)));
            if (failure.isPresent()) {
                return Optional.of(untold(List.of(failure.get())));
            }
            var structures =
                    new Structures(conditions, run.ledger(), database.timeouts().connect());
            SchemaModel expected = structures.read(empty.endpoint());
            SchemaModel found = structures.read(run.endpoint());
            var report = new DriftReport(
                    database.name(), true, structures.differences(expected, found, empty.incomparable()), notes(empty));
            return run.history().rows().equals(history.rows()) ? Optional.of(report) : Optional.empty();
        }
    }

    private static List<String> notes(Scratch.Database empty) {
        List<String> notes = new ArrayList<>(empty.notes());
        if (!empty.incomparable().isEmpty()) {
            notes.add("what is in each %s was not compared: another version writes it in another way"
                    .formatted(String.join(", ", new TreeSet<>(empty.incomparable()))));
        }
        return notes;
    }

    private Conditions quiet() {
        return conditions.toldTo(new Told(MigrationListener.SILENT), step -> {});
    }

    private Planning only(MigrationFiles files) {
        return new Planning(database, new Scripts(conditions.migrator()), problems -> files);
    }

    private DriftReport untold(List<String> reasons) {
        List<String> notes = reasons.stream()
                .map("what was changed by hand cannot be told: "::concat)
                .toList();
        return new DriftReport(database.name(), false, List.of(), notes);
    }

    private Applied applied(MigrationRun run, History history) {
        var problems = new FileProblems();
        MigrationFiles files = planning.files(problems);
        problems.throwIfAny(database.name(), Planning.MEND);
        List<Line> lines = planning.planner(files, MigrationOptions.USUAL)
                .up(history, Optional.empty(), new FileProblems())
                .lines();
        return Applied.of(lines, files, run::content, database.migrations().placeholders());
    }

    /** Why what is applied cannot be applied again; empty where it was. */
    private static Optional<String> build(Migrations migrations) {
        try {
            migrations.up(MigrationOptions.USUAL);
            return Optional.empty();
        } catch (HoldfastException failure) {
            if (failure.kind() == ErrorKind.CANCELLED) {
                throw failure;
            }
            return Optional.of("what is applied cannot be applied again to an empty database: "
                    + failure.failure().sentence());
        }
    }
}
