package io.holdfast.schema;

import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Line;
import io.holdfast.schema.plan.Plan;
import io.holdfast.schema.plan.Step;
import io.holdfast.schema.script.ScriptStatement;
import java.util.List;
import java.util.Optional;

/** Plans, as those outside see them. */
final class Described {
    private Described() {}

    static MigrationStatus status(String database, Plan plan, MigrationFiles files, List<String> problems) {
        return new MigrationStatus(
                database,
                plan.current().map(Version::toString),
                plan.lines().stream().map(line -> migration(line, files)).toList(),
                problems,
                plan.warnings());
    }

    private static MigrationStatus.Migration migration(Line line, MigrationFiles files) {
        return new MigrationStatus.Migration(
                line.version().map(Version::toString),
                line.file()
                        .map(MigrationFile::name)
                        .or(() -> line.row().map(Row::name))
                        .orElse(""),
                line.script(),
                MigrationStatus.State.valueOf(line.state().name()),
                line.version().flatMap(files::undoing).isPresent(),
                line.row().map(Row::at),
                line.row().map(Row::took),
                line.ignored());
    }

    static MigrationReport report(String database, Plan plan, List<Step> steps, Optional<Version> before) {
        return report(database, plan, steps, before, plan.current());
    }

    static MigrationReport report(
            String database, Plan plan, List<Step> steps, Optional<Version> before, Optional<Version> after) {
        return new MigrationReport(
                database,
                before.map(Version::toString),
                after.map(Version::toString),
                steps.stream().map(Described::step).toList(),
                plan.warnings());
    }

    private static MigrationReport.Step step(Step step) {
        return new MigrationReport.Step(
                MigrationReport.Direction.valueOf(step.direction().name()),
                step.file().title(),
                step.file().script(),
                step.mode() == Step.Mode.TRANSACTION,
                step.script().statements().stream().map(ScriptStatement::sql).toList());
    }
}
