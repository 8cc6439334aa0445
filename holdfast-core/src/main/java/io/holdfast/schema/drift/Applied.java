package io.holdfast.schema.drift;

import io.holdfast.schema.file.FileKind;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.file.Recorded;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The files that give what is applied: as they were applied, whatever has become of them. */
public final class Applied {
    private final MigrationFiles files;
    private final Function<Row, String> contents;
    private final Recorded recorded;
    private final FileProblems problems = new FileProblems();
    private final List<MigrationFile> taken = new ArrayList<>();

    private Applied(MigrationFiles files, Function<Row, String> contents, Map<String, String> placeholders) {
        this.files = files;
        this.contents = contents;
        this.recorded = new Recorded(placeholders, problems);
    }

    /**
     * Those of {@code lines} that are applied.
     *
     * @param files what there is now
     * @param contents gives the text that the history keeps; empty where it keeps none
     * @param placeholders what stands for names
     */
    public static Applied of(
            List<Line> lines, MigrationFiles files, Function<Row, String> contents, Map<String, String> placeholders) {
        var applied = new Applied(files, contents, placeholders);
        applied.taken.addAll(files.callbacks());
        boolean declared = lines.stream().anyMatch(applied::isDeclared);
        for (Line line : lines) {
            applied.take(line, declared);
        }
        return applied;
    }

    /** A baseline that was declared, and has no file of its own: the files below it stand for it. */
    private boolean isDeclared(Line line) {
        return line.state() == Line.State.BASELINE
                && line.file().isEmpty()
                && text(line).isEmpty();
    }

    private String text(Line line) {
        return line.row().map(contents).orElse("");
    }

    private void take(Line line, boolean declared) {
        switch (line.state()) {
            case APPLIED, REFORMATTED -> line.file().ifPresent(taken::add);
            case CHANGED, MISSING, FUTURE, OUTDATED -> asItWas(line, kind(line));
            case INTERRUPTED -> problems.add(line.script(), "it was begun and not finished");
            case BASELINE -> baseline(line);
            case BELOW_BASELINE -> line.file().filter(file -> declared).ifPresent(taken::add);
            case PENDING, OUT_OF_ORDER, UNDONE -> {}
        }
    }

    private static FileKind kind(Line line) {
        return line.version().isPresent() ? FileKind.VERSIONED : FileKind.REPEATABLE;
    }

    private void asItWas(Line line, FileKind kind) {
        Row row = line.row().orElseThrow();
        String text = text(line);
        if (text.isEmpty()) {
            problems.add(row.script(), "it is applied, and nobody knows any more what it said then");
        } else {
            taken.add(recorded.file(kind, row.version(), row.name(), row.script(), text));
        }
    }

    private void baseline(Line line) {
        if (!isDeclared(line)) {
            line.file().ifPresentOrElse(taken::add, () -> asItWas(line, FileKind.BASELINE));
            return;
        }
        Optional<MigrationFile> same = line.version().flatMap(files::versioned);
        same.ifPresent(taken::add);
        if (same.isEmpty()) {
            problems.add(
                    "version " + line.version().map(Object::toString).orElse(""),
                    "it was declared to be there, and no file says what it is");
        }
    }

    /** The files. */
    public MigrationFiles files() {
        return MigrationFiles.of(taken, problems);
    }

    /** Why what is applied cannot be told; empty where it can. */
    public List<String> problems() {
        return problems.sentences();
    }
}
