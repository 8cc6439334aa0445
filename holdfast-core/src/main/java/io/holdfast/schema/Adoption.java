package io.holdfast.schema;

import io.holdfast.error.HoldfastException;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.Fingerprint;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.Adopted;
import io.holdfast.schema.history.FlywayRow;
import io.holdfast.schema.history.FlywayRow.Meaning;
import io.holdfast.schema.history.FlywayRow.Outcome;
import io.holdfast.schema.history.History;
import io.holdfast.schema.history.Row;
import io.holdfast.schema.plan.Comparison;
import io.holdfast.schema.plan.Ignoring;
import io.holdfast.schema.plan.Line;
import io.holdfast.schema.plan.Scripts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Flyway has recorded, as lines of Holdfast's history: its last word on each version and on each repeatable migration.
 *
 * <p>Where a file has the checksum that Flyway recorded, the line gets all that Holdfast knows of a file, so that from then
 * on it notices what Flyway's checksum does not see.
 */
final class Adoption {
    private static final Fingerprint NONE = new Fingerprint(0, "");

    private final MigrationFiles files;
    private final Scripts scripts;
    private final FileProblems problems;
    private final Ignoring ignoring;
    private final Adopted adopted;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<Version> code = new HashSet<>();

    /**
     * A line of history.
     *
     * @param content the text of its file; empty where that is not known
     */
    record Entry(Row row, String content) {}

    private Adoption(Sources sources, FileProblems problems, Adopted adopted) {
        this.files = sources.files();
        this.scripts = sources.scripts();
        this.ignoring = sources.ignoring();
        this.problems = problems;
        this.adopted = adopted;
    }

    /**
     * What the rows are compared with.
     *
     * @param files the files
     * @param scripts reads them
     * @param ignoring which differences are no problem
     */
    record Sources(MigrationFiles files, Scripts scripts, Ignoring ignoring) {}

    /**
     * That of {@code rows}.
     *
     * @param table where they stand
     * @param problems takes what is in the way
     */
    static Adoption of(String table, List<FlywayRow> rows, Sources sources, FileProblems problems) {
        int rank = rows.stream().mapToInt(FlywayRow::rank).max().orElse(0);
        var adoption = new Adoption(sources, problems, new Adopted(rank, table));
        adoption.last(rows).forEach(adoption::add);
        adoption.compare();
        return adoption;
    }

    /** The lines, in the order in which Flyway wrote them. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** What somebody should know. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private List<FlywayRow> last(List<FlywayRow> rows) {
        Map<Version, FlywayRow> versioned = new TreeMap<>();
        Map<String, FlywayRow> repeatable = new LinkedHashMap<>();
        for (FlywayRow row : rows) {
            if (row.meaning() == Meaning.NOTHING) {
                continue;
            }
            if (row.version().isEmpty()) {
                repeatable.put(row.description(), row);
            } else if (row.version().filter(Version::isOne).isPresent()) {
                versioned.put(Version.of(row.version().get()), row);
            } else {
                problems.add(row.title(), "its version is none; expected numbers and dots, such as 12 or 1.4");
            }
        }
        return Stream.concat(versioned.values().stream(), repeatable.values().stream())
                .sorted(Comparator.comparing(FlywayRow::rank))
                .toList();
    }

    private void add(FlywayRow row) {
        if (row.outcome() == Outcome.FAILED) {
            problems.add(
                    row.title(),
                    "it has failed, says Flyway; expected no such line: undo by hand what it left, then run flyway repair");
            return;
        }
        Optional<Version> version = row.version().map(Version::of);
        switch (row.meaning()) {
            case FILE, CODE -> applied(row, version);
            case BASELINE -> version.ifPresentOrElse(number -> baseline(row, number), () -> unknown(row));
            case UNDONE -> version.ifPresent(number -> undone(row, number));
            case UNKNOWN -> unknown(row);
            case DELETED, NOTHING -> {}
        }
    }

    private void unknown(FlywayRow row) {
        problems.add(
                row.title(),
                "it is not known what that means; expected what Flyway writes: SQL, JDBC, SCRIPT, BASELINE, UNDO_SQL or"
                        + " DELETE");
    }

    private void applied(FlywayRow row, Optional<Version> version) {
        Optional<MigrationFile> file =
                version.isPresent() ? files.versioned(version.get()) : files.repeatable(row.description());
        if (row.meaning() == Meaning.CODE) {
            version.ifPresent(code::add);
        }
        Row.Kind kind = version.isPresent() ? Row.Kind.VERSIONED : Row.Kind.REPEATABLE;
        enter(row, version, kind, file);
    }

    private void baseline(FlywayRow row, Version version) {
        Optional<MigrationFile> file = row.checksum().isPresent() ? files.baseline(version) : Optional.empty();
        file.filter(known -> !isSame(row, known)).ifPresent(known -> changed(row, known));
        enter(row, Optional.of(version), Row.Kind.BASELINE, file);
    }

    /** What was undone and has no file any more is as if it had never been. */
    private void undone(FlywayRow row, Version version) {
        if (files.versioned(version).isPresent()) {
            enter(row, Optional.of(version), Row.Kind.UNDO, Optional.empty());
        }
    }

    private void enter(FlywayRow row, Optional<Version> version, Row.Kind kind, Optional<MigrationFile> file) {
        Optional<MigrationFile> same = file.filter(known -> isSame(row, known));
        Fingerprint print = same.map(MigrationFile::print)
                .orElse(new Fingerprint(row.checksum().orElse(0), NONE.sha256()));
        var line = new Row(
                entries.size() + 1,
                version,
                kind,
                row.description(),
                same.map(MigrationFile::script).orElse(row.script()),
                print,
                same.map(this::tokens).orElse(""),
                Row.State.DONE,
                0,
                adopted.run(),
                row.by(),
                row.at(),
                row.took());
        entries.add(new Entry(line, same.map(MigrationFile::text).orElse("")));
    }

    /** Flyway takes either for the same: with placeholders replaced, and as they are. Code has no file to compare with. */
    private static boolean isSame(FlywayRow row, MigrationFile file) {
        return row.meaning() == Meaning.CODE
                || row.checksum()
                        .map(checksum -> checksum == file.print().checksum() || checksum == file.plain())
                        .orElse(true);
    }

    private String tokens(MigrationFile file) {
        try {
            return scripts.of(file).digest();
        } catch (HoldfastException unreadable) {
            return ""; // Flyway was able to run it; whether it has changed is seen by its digest
        }
    }

    // against the files

    private void compare() {
        var history = new History(entries.stream().map(Entry::row).toList());
        ignoring.marked(Comparison.of(files, history, scripts, Optional.empty())).stream()
                .filter(line -> !line.ignored())
                .forEach(this::judge);
    }

    private void judge(Line line) {
        boolean isCode = line.version().filter(code::contains).isPresent();
        switch (line.state()) {
            case CHANGED ->
                problems.add(
                        line.script(),
                        changed(
                                line.row().orElseThrow().print().checksum(),
                                line.file().orElseThrow()));
            case MISSING, FUTURE -> {
                if (isCode) {
                    problems.add(line.script(), code(line));
                } else if (line.state() == Line.State.MISSING && line.version().isPresent()) {
                    problems.add(
                            line.script(),
                            "Flyway has applied it, and its file is gone; expected the file, or flyway repair, which makes"
                                    + " that known");
                } else {
                    warnings.add("%s is applied, and has no file".formatted(line.script()));
                }
            }
            default -> {}
        }
    }

    private void changed(FlywayRow row, MigrationFile file) {
        problems.add(file.script(), changed(row.checksum().orElse(0), file));
    }

    private static String changed(int recorded, MigrationFile file) {
        return ("it was changed after Flyway applied it: its checksum is %d, Flyway recorded %d; expected it as it was, or"
                        + " flyway repair where the schema is right all the same")
                .formatted(file.print().checksum(), recorded);
    }

    private static String code(Line line) {
        Row row = line.row().orElseThrow();
        return "Flyway has applied it, and it is no file of SQL; expected a file V%s__%s.sql that does the same in new databases"
                .formatted(line.version().orElseThrow(), row.name().replace(' ', '_'));
    }
}
