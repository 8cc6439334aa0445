package io.holdfast.schema.history;

import io.holdfast.schema.file.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What was done to a schema, line by line, and what follows from it. */
public final class History {
    private final List<Row> rows;
    private final NavigableMap<Version, Row> last = new TreeMap<>();
    private final Map<String, Row> repeated = new TreeMap<>();

    /** The history that {@code rows} tell, in their order. */
    public History(List<Row> rows) {
        this.rows = new ArrayList<>();
        rows.forEach(this::add);
    }

    /** A further line, or another state of the last one. */
    public void add(Row row) {
        if (!rows.isEmpty() && rows.get(rows.size() - 1).rank() == row.rank()) {
            rows.remove(rows.size() - 1);
        }
        rows.add(row);
        row.version().ifPresent(version -> last.put(version, row));
        if (row.kind() == Row.Kind.REPEATABLE) {
            repeated.put(row.name(), row);
        }
    }

    /** Every line. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** The place of the last line; 0 before the first. */
    public int rank() {
        return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).rank();
    }

    /** What was begun and is not finished. */
    public Optional<Row> started() {
        return rows.stream().filter(row -> row.state() == Row.State.STARTED).findFirst();
    }

    /** What was last done with that version. */
    public Optional<Row> last(Version version) {
        return Optional.ofNullable(last.get(version));
    }

    /** Whether that version was applied, and not undone since. */
    public boolean isApplied(Version version) {
        return last(version).filter(History::isThere).isPresent();
    }

    /** What is applied now, in the order of the versions; baselines included. */
    public List<Row> applied() {
        return last.values().stream().filter(History::isThere).toList();
    }

    private static boolean isThere(Row row) {
        return row.kind() != Row.Kind.UNDO && row.state() == Row.State.DONE;
    }

    /** How the repeatable one of that name was last applied. */
    public Optional<Row> repeated(String name) {
        return Optional.ofNullable(repeated.get(name)).filter(row -> row.state() == Row.State.DONE);
    }

    /** How each repeatable one was last applied. */
    public List<Row> repeated() {
        return List.copyOf(repeated.values());
    }

    /** The newest version that is applied. */
    public Optional<Version> current() {
        List<Row> applied = applied();
        return applied.isEmpty()
                ? Optional.empty()
                : applied.get(applied.size() - 1).version();
    }

    /** Up to where a baseline stands for everything. */
    public Optional<Version> baseline() {
        return applied().stream()
                .filter(row -> row.kind() == Row.Kind.BASELINE)
                .reduce((first, second) -> second)
                .flatMap(Row::version);
    }
}
