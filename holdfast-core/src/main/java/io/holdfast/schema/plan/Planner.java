package io.holdfast.schema.plan;

import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Line.State;
import io.holdfast.schema.plan.Step.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what is to be done to bring a schema to a version; everything that is wrong is found before it is touched. */
public final class Planner {
    private static final Set<State> TO_BE_APPLIED =
            EnumSet.of(State.PENDING, State.OUT_OF_ORDER, State.UNDONE, State.OUTDATED);

    private final MigrationFiles files;
    private final Scripts scripts;
    private final boolean outOfOrder;
    private final Ignoring ignoring;

    /**
     * For these files.
     *
     * @param outOfOrder whether one may be applied that is older than what is applied
     * @param ignoring what is no problem
     */
    public Planner(MigrationFiles files, Scripts scripts, boolean outOfOrder, Ignoring ignoring) {
        this.files = files;
        this.scripts = scripts;
        this.outOfOrder = outOfOrder;
        this.ignoring = ignoring;
    }

    /**
     * What is to be applied.
     *
     * @param target the last version; empty for all, and for repeatable ones as well
     * @param problems takes what is wrong
     */
    public Plan up(History history, Optional<Version> target, FileProblems problems) {
        List<Line> lines = lines(history, target);
        List<String> warnings = judge(lines, problems);
        List<Step> steps = new ArrayList<>();
        for (Line line : lines) {
            if (TO_BE_APPLIED.contains(line.state()) && !isPassedOver(line) && isWithin(line, target)) {
                line.file()
                        .flatMap(file -> scripts.step(Direction.UP, file, problems))
                        .ifPresent(steps::add);
            }
        }
        return new Plan(
                history.current(),
                lines,
                history.started(),
                resumption(history, problems),
                steps,
                Callbacks.of(files, scripts, problems),
                warnings);
    }

    private List<Line> lines(History history, Optional<Version> target) {
        return ignoring.marked(Comparison.of(files, history, scripts, target)).stream()
                .map(line -> line.state() == State.OUT_OF_ORDER && outOfOrder ? line.ignored(false) : line)
                .toList();
    }

    /** What came late and is neither wanted nor a problem is not applied. */
    private static boolean isPassedOver(Line line) {
        return line.state() == State.OUT_OF_ORDER && line.ignored();
    }

    private Optional<Step> resumption(History history, FileProblems problems) {
        return history.started()
                .flatMap(row -> file(row)
                        .flatMap(file -> scripts.step(
                                row.kind() == Row.Kind.UNDO ? Direction.DOWN : Direction.UP, file, problems)));
    }

    private Optional<MigrationFile> file(Row row) {
        return file(row, files);
    }

    /** The one of {@code files} that did what {@code row} tells; empty where it is gone. */
    public static Optional<MigrationFile> file(Row row, MigrationFiles files) {
        return switch (row.kind()) {
            case VERSIONED -> row.version().flatMap(files::versioned);
            case UNDO -> row.version().flatMap(files::undoing);
            case BASELINE -> row.version().flatMap(files::baseline);
            case REPEATABLE -> files.repeatable(row.name());
        };
    }

    private static boolean isWithin(Line line, Optional<Version> target) {
        return target.isEmpty()
                || line.version()
                        .filter(version -> version.compareTo(target.get()) <= 0)
                        .isPresent();
    }

    /**
     * What is to be undone, so that nothing newer than {@code target} is applied.
     *
     * @param target the version to go back to; empty to undo everything
     * @param problems takes what is wrong
     */
    public Plan down(History history, Optional<Version> target, FileProblems problems) {
        List<Line> lines = lines(history, Optional.empty());
        List<Step> steps = new ArrayList<>();
        List<Row> applied = new ArrayList<>(history.applied());
        Collections.reverse(applied);
        for (Row row : applied) {
            Version version = row.version().orElseThrow();
            if (target.isPresent() && version.compareTo(target.get()) <= 0) {
                break;
            }
            undo(row, version, problems).ifPresent(steps::add);
        }
        return new Plan(
                history.current(),
                lines,
                history.started(),
                resumption(history, problems),
                steps,
                Callbacks.NONE,
                List.of());
    }

    private Optional<Step> undo(Row row, Version version, FileProblems problems) {
        if (row.kind() == Row.Kind.BASELINE) {
            problems.add(
                    "version " + version,
                    "it is the baseline, and nothing undoes that; expected a newer version to go back to");
            return Optional.empty();
        }
        Optional<MigrationFile> file = files.undoing(version);
        if (file.isEmpty()) {
            problems.add(
                    row.script(),
                    "nothing undoes it; expected a file U%s__%s%s"
                            .formatted(
                                    version,
                                    row.name().replace(' ', '_'),
                                    scripts.form().suffix()));
        }
        return file.flatMap(known -> scripts.step(Direction.DOWN, known, problems));
    }

    /** Adds what is wrong to {@code problems}; the rest is worth a warning. */
    private List<String> judge(List<Line> lines, FileProblems problems) {
        List<String> warnings = new ArrayList<>();
        for (Line line : lines.stream().filter(line -> !line.ignored()).toList()) {
            switch (line.state()) {
                case CHANGED ->
                    problems.add(
                            line.script(),
                            "it was changed after it was applied; expected it as it was, with the change in a new migration,"
                                    + " or holdfast migrate repair where the schema is right all the same");
                case MISSING -> missing(line, problems, warnings);
                case OUT_OF_ORDER -> {
                    if (!outOfOrder) {
                        problems.add(
                                line.script(),
                                "it is older than the newest applied one; expected a newer version, or --out-of-order");
                    }
                }
                case INTERRUPTED -> interrupted(line, problems);
                case REFORMATTED ->
                    warnings.add(line.script()
                            + " was reformatted after it was applied; its statements are the same (holdfast migrate"
                            + " repair makes that known)");
                case FUTURE ->
                    warnings.add("%s is applied, and is newer than every file: another release was here"
                            .formatted(line.title()));
                default -> {}
            }
        }
        return warnings;
    }

    private static void missing(Line line, FileProblems problems, List<String> warnings) {
        if (line.version().isEmpty()) {
            warnings.add("%s is applied, and its file is gone".formatted(line.script()));
        } else {
            problems.add(
                    line.script(),
                    "it is applied, and its file is gone; expected the file, or holdfast migrate repair");
        }
    }

    private void interrupted(Line line, FileProblems problems) {
        Row row = line.row().orElseThrow();
        Optional<MigrationFile> file = row.kind() == Row.Kind.UNDO ? file(row) : line.file();
        boolean same = file.filter(known -> known.print().equals(row.print())).isPresent();
        if (!same) {
            problems.add(
                    row.script(),
                    "it was begun and not finished, and has changed since; expected it as it was, or holdfast migrate"
                            + " repair where only what is not done yet has changed");
        }
    }
}
