package io.holdfast.schema.plan;

import io.holdfast.error.HoldfastException;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Line.State;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Compares the files with the history, migration by migration. */
public final class Comparison {
    private final MigrationFiles files;
    private final History history;
    private final Scripts scripts;
    private final Optional<Version> baseline;

    private Comparison(MigrationFiles files, History history, Scripts scripts, Optional<Version> target) {
        this.files = files;
        this.history = history;
        this.scripts = scripts;
        this.baseline = history.applied().isEmpty()
                ? files.newestBaseline(target).flatMap(MigrationFile::version)
                : history.baseline();
    }

    /**
     * Every migration, the versioned ones in their order first.
     *
     * @param target up to where a baseline may be taken
     */
    public static List<Line> of(MigrationFiles files, History history, Scripts scripts, Optional<Version> target) {
        return new Comparison(files, history, scripts, target).lines();
    }

    private List<Line> lines() {
        NavigableSet<Version> versions = new TreeSet<>();
        files.versioned().forEach(file -> versions.add(file.number()));
        history.rows().forEach(row -> row.version().ifPresent(versions::add));
        baseline.ifPresent(versions::add);
        List<Line> lines = new ArrayList<>();
        versions.stream().filter(version -> !isGone(version)).forEach(version -> lines.add(versioned(version)));
        files.repeatable().forEach(file -> lines.add(repeatable(file)));
        history.repeated().stream()
                .filter(row -> files.repeatable(row.name()).isEmpty())
                .forEach(row ->
                        lines.add(new Line(Optional.empty(), State.MISSING, Optional.empty(), Optional.of(row))));
        return lines;
    }

    /** What was undone and has no file any more is as if it had never been. */
    private boolean isGone(Version version) {
        boolean undone = history.last(version)
                .filter(row -> row.kind() == Row.Kind.UNDO && row.state() == Row.State.DONE)
                .isPresent();
        return undone && files.versioned(version).isEmpty();
    }

    private Line versioned(Version version) {
        Optional<Row> row = history.last(version);
        boolean isBaseline = baseline.filter(version::equals).isPresent();
        Optional<MigrationFile> file = isBaseline ? files.baseline(version) : files.versioned(version);
        State state = row.map(known -> known(version, known, file)).orElseGet(() -> pending(version, isBaseline));
        return new Line(Optional.of(version), state, file, row);
    }

    private State known(Version version, Row row, Optional<MigrationFile> file) {
        if (row.state() == Row.State.STARTED) {
            return State.INTERRUPTED;
        }
        return switch (row.kind()) {
            case BASELINE -> State.BASELINE;
            case UNDO ->
                isBelowBaseline(version) ? State.BELOW_BASELINE : isOlder(version) ? State.OUT_OF_ORDER : State.UNDONE;
            default ->
                file.map(present -> change(row, present))
                        .orElseGet(() -> isNewest(version) ? State.FUTURE : absent(version));
        };
    }

    private State absent(Version version) {
        return isBelowBaseline(version) ? State.BELOW_BASELINE : State.MISSING;
    }

    private boolean isNewest(Version version) {
        return files.newest().filter(newest -> newest.compareTo(version) < 0).isPresent();
    }

    private boolean isBelowBaseline(Version version) {
        return baseline.filter(limit -> version.compareTo(limit) < 0).isPresent();
    }

    private boolean isOlder(Version version) {
        return history.current()
                .filter(current -> version.compareTo(current) < 0)
                .isPresent();
    }

    private State pending(Version version, boolean isBaseline) {
        if (isBelowBaseline(version)) {
            return State.BELOW_BASELINE;
        }
        return !isBaseline && isOlder(version) ? State.OUT_OF_ORDER : State.PENDING;
    }

    /** A line that was taken over from another tool has no digest of the whole text. */
    private State change(Row row, MigrationFile file) {
        if (row.print().sha256().isEmpty()) {
            return row.print().checksum() == file.print().checksum() ? State.APPLIED : State.CHANGED;
        }
        if (row.print().sha256().equals(file.print().sha256())) {
            return State.APPLIED;
        }
        return sameTokens(row, file) ? State.REFORMATTED : State.CHANGED;
    }

    private boolean sameTokens(Row row, MigrationFile file) {
        try {
            return scripts.of(file).digest().equals(row.tokens());
        } catch (HoldfastException unreadable) {
            return false; // what cannot be read is not what was applied
        }
    }

    private Line repeatable(MigrationFile file) {
        Optional<Row> begun = history.started()
                .filter(row -> row.kind() == Row.Kind.REPEATABLE)
                .filter(row -> row.name().equals(file.name()));
        if (begun.isPresent()) {
            return new Line(Optional.empty(), State.INTERRUPTED, Optional.of(file), begun);
        }
        Optional<Row> row = history.repeated(file.name());
        State state = row.map(known -> change(known, file) == State.APPLIED ? State.APPLIED : State.OUTDATED)
                .orElse(State.PENDING);
        return new Line(Optional.empty(), state, Optional.of(file), row);
    }
}
