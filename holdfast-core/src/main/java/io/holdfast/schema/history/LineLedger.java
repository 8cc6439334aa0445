package io.holdfast.schema.history;

import io.holdfast.engine.HistoryLines;
import io.holdfast.engine.HistoryLines.Line;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.schema.file.Fingerprint;
import io.holdfast.schema.file.Version;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A history that the engine keeps by itself, under the names that the columns of a table have. */
record LineLedger(String name, HistoryLines lines) implements Ledger {
    @Override
    public Optional<String> schema() {
        return Optional.empty();
    }

    @Override
    public boolean exists() throws Exception {
        return lines.exist();
    }

    @Override
    public void create() throws Exception {
        lines.make();
    }

    @Override
    public History read() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Line line : lines.all()) {
            rows.add(readable(line));
        }
        return new History(rows);
    }

    /** What no runner writes was written by hand, and nobody knows what it is to mean. */
    private Row readable(Line line) {
        try {
            return row(line);
        } catch (IllegalArgumentException | ClassCastException | DateTimeException strange) {
            throw Failure.of(
                            ErrorKind.VERIFICATION,
                            "line %d of the history %s says what no runner writes".formatted(line.place(), name))
                    .withHint("it was changed by hand: put back what it said, with state DONE for what is applied")
                    .causedBy(strange);
        }
    }

    private static Row row(Line line) {
        return new Row(
                line.place(),
                Optional.ofNullable(line.values().get("version")).map(version -> Version.of((String) version)),
                Row.Kind.valueOf(text(line, "kind")),
                text(line, "name"),
                text(line, "script"),
                new Fingerprint((int) number(line, "checksum"), text(line, "sha256")),
                text(line, "tokens"),
                Row.State.valueOf(text(line, "state")),
                (int) number(line, "statements_done"),
                text(line, "run"),
                text(line, "runner"),
                Instant.parse(text(line, "started_at")),
                Duration.ofMillis(number(line, "millis")));
    }

    private static String text(Line line, String name) {
        return (String) value(line, name);
    }

    private static long number(Line line, String name) {
        return ((Number) value(line, name)).longValue();
    }

    private static Object value(Line line, String name) {
        Object value = line.values().get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return value;
    }

    @Override
    public int rank() throws Exception {
        return read().rank();
    }

    @Override
    public String content(Row row) throws Exception {
        return lines.content(row.rank());
    }

    @Override
    public Optional<String> insert(Row row, String content, Optional<String> answer) throws Exception {
        Map<String, Object> values = new HashMap<>(file(row, content));
        values.putAll(progress(row));
        row.version().ifPresent(version -> values.put("version", version.toString()));
        values.put("kind", row.kind().name());
        values.put("started_at", row.at().toString());
        lines.add(new Line(row.rank(), values));
        return Optional.empty();
    }

    private static Map<String, Object> file(Row row, String content) {
        return Map.of(
                "name",
                row.name(),
                "script",
                row.script(),
                "checksum",
                row.print().checksum(),
                "sha256",
                row.print().sha256(),
                "tokens",
                row.tokens(),
                HistoryLines.CONTENT,
                content);
    }

    private static Map<String, Object> progress(Row row) {
        return Map.of(
                "state",
                row.state().name(),
                "statements_done",
                row.done(),
                "run",
                row.run(),
                "runner",
                row.runner(),
                "millis",
                row.took().toMillis());
    }

    @Override
    public void update(Row row) throws Exception {
        lines.change(new Line(row.rank(), progress(row)), Map.of());
    }

    @Override
    public boolean claim(Row row, Row mine) throws Exception {
        Map<String, Object> expected = Map.of(
                "state",
                Row.State.STARTED.name(),
                "statements_done",
                row.done(),
                "run",
                row.run(),
                "runner",
                row.runner());
        return lines.change(new Line(row.rank(), Map.of("run", mine.run(), "runner", mine.runner())), expected);
    }

    @Override
    public void realign(Row row, String content) throws Exception {
        lines.change(new Line(row.rank(), file(row, content)), Map.of());
    }

    @Override
    public void delete(Row row) throws Exception {
        lines.remove(row.rank());
    }
}
