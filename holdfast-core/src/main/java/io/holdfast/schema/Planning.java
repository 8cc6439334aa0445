package io.holdfast.schema;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.ScriptForm;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.Locations;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Ignoring;
import io.holdfast.schema.plan.Plan;
import io.holdfast.schema.plan.Planner;
import io.holdfast.schema.plan.Scripts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the files of a database's migrations, and plans with them. */
final class Planning {
    static final String MEND = "correct the files; nothing is applied as long as one of them is wrong";

    private final DatabaseConfig database;
    private final Scripts scripts;
    private final Function<FileProblems, MigrationFiles> reading;

    /** Plans with the files that {@code database} declares. */
    Planning(DatabaseConfig database, Scripts scripts) {
        this(database, scripts, problems -> files(database, scripts.form(), problems));
    }

    /** Plans with what {@code reading} gives. */
    Planning(DatabaseConfig database, Scripts scripts, Function<FileProblems, MigrationFiles> reading) {
        this.database = database;
        this.scripts = scripts;
        this.reading = reading;
    }

    /** The files; what is wrong with them is added to {@code problems}. */
    MigrationFiles files(FileProblems problems) {
        return reading.apply(problems);
    }

    /** The files that {@code database} declares. */
    private static MigrationFiles files(DatabaseConfig database, ScriptForm form, FileProblems problems) {
        return Locations.read(
                database.migrations().locations(),
                form,
                database.migrations().placeholders(),
                form == ScriptForm.SQL ? Classes.of(database.name(), problems) : noClasses(database, problems),
                problems);
    }

    /** What is written in Java gets a connection of SQL. */
    private static List<MigrationFile> noClasses(DatabaseConfig database, FileProblems problems) {
        Classes.of(database.name(), problems)
                .forEach(file -> problems.add(
                        file.script(),
                        "a migration in Java works on a connection of SQL; expected a list of commands"));
        return List.of();
    }

    /** The whole number behind the version of the newest file of {@code form}. */
    static String next(DatabaseConfig database, ScriptForm form) {
        return files(database, form, new FileProblems())
                .newest()
                .map(Version::next)
                .orElse("1");
    }

    Planner planner(MigrationFiles files, MigrationOptions options) {
        return new Planner(
                files, scripts, options.outOfOrder() || database.migrations().outOfOrder(), ignoring());
    }

    /** What is no problem, as was declared. */
    Ignoring ignoring() {
        return new Ignoring(database.migrations().ignored());
    }

    /** Plans what is to be applied. */
    Function<History, Plan> up(MigrationOptions options) {
        var unreadable = new FileProblems();
        MigrationFiles files = files(unreadable);
        unreadable.throwIfAny(database.name(), MEND);
        Optional<Version> target = target(options);
        return history -> {
            var problems = new FileProblems();
            Plan plan = planner(files, options).up(history, target, problems);
            problems.throwIfAny(database.name(), MEND);
            return plan;
        };
    }

    /** Plans what is to be undone. */
    Function<History, Plan> down(Optional<Version> target, MigrationOptions options) {
        var unreadable = new FileProblems();
        MigrationFiles files = files(unreadable);
        unreadable.throwIfAny(database.name(), MEND);
        return history -> {
            var problems = new FileProblems();
            Plan plan = planner(files, options).down(history, target, problems);
            problems.throwIfAny(database.name(), "write the files that are missing, or go back to a newer version");
            return plan;
        };
    }

    /** Where undoing ends: at the target, or before the newest. */
    static Optional<Version> goal(MigrationOptions options, History history) {
        if (options.target().isPresent()) {
            return target(options);
        }
        // what was begun is finished first: an undo as it is, and what was to be applied is undone again
        return history.started().isPresent()
                ? history.current().or(() -> Optional.of(Version.of("0")))
                : Optional.of(previous(history));
    }

    private static Version previous(History history) {
        List<Row> applied = history.applied();
        return applied.size() < 2
                ? Version.of("0")
                : applied.get(applied.size() - 2).version().orElseThrow();
    }

    /** The target, if one was named. */
    static Optional<Version> target(MigrationOptions options) {
        return options.target().map(Planning::version);
    }

    /** The version that {@code text} is; a user wrote it. */
    static Version version(String text) {
        if (!Version.isOne(text)) {
            throw Failure.of(ErrorKind.CONFIGURATION, "%s is no version".formatted(text))
                    .withHint("expected numbers and dots, such as 12 or 1.4")
                    .exception();
        }
        return Version.of(text);
    }
}
