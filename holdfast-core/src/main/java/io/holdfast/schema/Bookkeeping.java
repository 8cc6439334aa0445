package io.holdfast.schema;

import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.Fingerprint;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Ledger;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Line;
import io.holdfast.schema.plan.Plan;
import io.holdfast.schema.plan.Planner;
import io.holdfast.schema.plan.Scripts;
import io.holdfast.schema.run.MigrationRun;
import io.holdfast.schema.script.ScriptStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lines of history that are written by hand, so to speak: nothing is run for them. */
final class Bookkeeping {
    private Bookkeeping() {}

    /** The line that declares everything up to {@code version} to be there. */
    static Row baseline(Version version, String name, Instant at) {
        return new Row(
                1,
                Optional.of(version),
                Row.Kind.BASELINE,
                name,
                "",
                new Fingerprint(0, ""),
                "",
                Row.State.DONE,
                0,
                "",
                System.getProperty("user.name"),
                at,
                Duration.ZERO);
    }

    /** Makes the history agree with {@code files}; answers what was done, in words. */
    static List<String> repair(MigrationRun run, MigrationFiles files, Planning planning, Scripts scripts) {
        History history = run.history();
        Plan plan = planning.planner(files, MigrationOptions.USUAL).up(history, Optional.empty(), new FileProblems());
        List<Repair> repairs = new Found(files, history, scripts, run::content).repairs(plan.lines());
        if (!repairs.isEmpty()) {
            run.write(ledger -> {
                for (Repair repair : repairs) {
                    repair.write(ledger);
                }
            });
        }
        return repairs.stream().map(Repair::sentence).toList();
    }

    /**
     * A change of one line.
     *
     * @param sentence what it is, in words
     * @param row the line as it is to be
     * @param content the text of its file; empty where the line goes
     */
    record Repair(String sentence, Row row, Optional<String> content) {

        void write(Ledger ledger) throws Exception {
            if (content.isPresent()) {
                ledger.realign(row, content.get());
            } else {
                ledger.delete(row);
            }
        }
    }

    /** What repairs are found out from. */
    record Found(MigrationFiles files, History history, Scripts scripts, Function<Row, String> contents) {

        /** What makes the history agree with the files. */
        List<Repair> repairs(List<Line> lines) {
            List<Repair> repairs = new ArrayList<>();
            for (Line line : lines.stream().filter(line -> !line.ignored()).toList()) {
                switch (line.state()) {
                    case CHANGED, REFORMATTED ->
                        repairs.add(realigned(
                                line.row().orElseThrow(), line.file().orElseThrow(), "counts as applied as it is now"));
                    case MISSING -> repairs.addAll(forgotten(line));
                    case INTERRUPTED -> continued(line.row().orElseThrow()).ifPresent(repairs::add);
                    default -> {}
                }
            }
            return repairs;
        }

        private Repair realigned(Row row, MigrationFile file, String what) {
            var now = new Row(
                    row.rank(),
                    row.version(),
                    row.kind(),
                    file.name(),
                    file.script(),
                    file.print(),
                    scripts.of(file).digest(),
                    row.state(),
                    row.done(),
                    row.run(),
                    row.runner(),
                    row.at(),
                    row.took());
            return new Repair("%s %s".formatted(file.script(), what), now, Optional.of(file.kept()));
        }

        /** Every line of it: an older one would come back otherwise. */
        private List<Repair> forgotten(Line line) {
            Row last = line.row().orElseThrow();
            return history.rows().stream()
                    .filter(row -> row.version().equals(last.version()))
                    .filter(row -> row.version().isPresent() || row.name().equals(last.name()))
                    .map(row -> new Repair(
                            "%s has no file any more: it is not counted as applied".formatted(row.script()),
                            row,
                            Optional.empty()))
                    .toList();
        }

        /** One that was begun goes on with what its file says now, if what is done is as it was. */
        private Optional<Repair> continued(Row row) {
            Optional<MigrationFile> file =
                    Planner.file(row, files).filter(known -> !known.print().equals(row.print()));
            return file.filter(known -> beginning(known.raw(), row).equals(beginning(contents.apply(row), row)))
                    .map(known -> realigned(
                            row, known, "goes on as it is now, behind its first %d statements".formatted(row.done())));
        }

        private List<String> beginning(String text, Row row) {
            return scripts.read(row.script(), text).statements().stream()
                    .limit(row.done())
                    .map(ScriptStatement::plain)
                    .toList();
        }
    }
}
