package io.holdfast.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.ChainLink;
import io.holdfast.event.ChainedEntry;
import io.holdfast.event.Checkpoint;
import io.holdfast.event.Entry;
import io.holdfast.event.Reading;
import io.holdfast.event.RecordLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A piece of a record in a file of its own: JSON in lines, or comma-separated values. Both hold everything that the chain
 * is made of, so that a piece can be verified where the record is not.
 */
public final class AuditExport {
    private static final List<String> COLUMNS = List.of(
            "sequence",
            "at",
            "stage",
            "name",
            "actor",
            "database",
            "sentence",
            "details",
            "id",
            "action",
            "previous",
            "leftOver",
            "hash");
    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.shared();

    private AuditExport() {}

    /** The first line of a file of comma-separated values, without its end. */
    public static String csvHeader() {
        return CsvRows.row(COLUMNS);
    }

    /** {@code line} as a row of comma-separated values, without its end; empty if it is no entry. */
    public static String csv(RecordLine line) {
        if (line instanceof RecordLine.Chained chained) {
            ChainLink link = chained.record().link();
            return row(
                    chained.record().entry(),
                    List.of(
                            Long.toString(link.sequence()),
                            link.previous(),
                            Long.toString(link.leftOver()),
                            chained.written()));
        }
        return line.said().map(entry -> row(entry, List.of("", "", "", ""))).orElse("");
    }

    private static String row(Entry entry, List<String> chain) {
        return CsvRows.row(List.of(
                chain.get(0),
                entry.at().toString(),
                entry.stage().name(),
                entry.name(),
                entry.actor(),
                entry.database(),
                entry.sentence(),
                JSON.writeValueAsString(entry.details()),
                entry.id().toString(),
                entry.action().toString(),
                chain.get(1),
                chain.get(2),
                chain.get(3)));
    }

    /**
     * Looks whether the piece in {@code file} is as it was written. It may begin anywhere, and has to reach as far as the
     * checkpoints do.
     *
     * @param known checkpoints to compare with
     * @throws HoldfastException if it cannot be read
     */
    public static AuditReport verify(Path file, List<Checkpoint> known) {
        var walk = new ChainWalk(known, true);
        try (var text = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
            text.mark(1);
            int first = text.read();
            text.reset();
            if (first == '{') {
                readJson(file, text, walk);
            } else {
                readCsv(file, text, walk);
            }
        } catch (IOException failure) {
            throw Failure.of(
                            ErrorKind.NOT_FOUND,
                            "%s cannot be read: %s"
                                    .formatted(file, failure.getClass().getSimpleName()))
                    .withHint("name a file that holdfast audit export made")
                    .causedBy(failure);
        }
        return walk.report();
    }

    private static void readJson(Path file, BufferedReader text, ChainWalk walk) throws IOException {
        int number = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            number++;
            byte[] bytes = line.getBytes(UTF_8);
            walk.see(RecordLine.of(new RecordLine.Place(file, number, 0, bytes.length), bytes));
        }
    }

    private static void readCsv(Path file, BufferedReader text, ChainWalk walk) throws IOException {
        var rows = new CsvRows(text);
        if (!rows.next().equals(COLUMNS)) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "%s is no exported record; expected lines of JSON, or the columns %s"
                                    .formatted(file, csvHeader()))
                    .withHint("name a file that holdfast audit export made")
                    .exception();
        }
        int number = 1;
        for (List<String> cells = rows.next(); !cells.isEmpty(); cells = rows.next()) {
            number++;
            walk.see(line(new RecordLine.Place(file, number, 0, 0), cells));
        }
    }

    private static RecordLine line(RecordLine.Place place, List<String> cells) {
        try {
            return cells.size() == COLUMNS.size() ? line(place, new Row(cells)) : altered(place);
        } catch (IllegalArgumentException | DateTimeException | JacksonException notAnEntry) {
            return altered(place);
        }
    }

    private static RecordLine line(RecordLine.Place place, Row row) {
        Entry entry = new Entry(
                UUID.fromString(row.cell("id")),
                UUID.fromString(row.cell("action")),
                Instant.parse(row.cell("at")),
                Entry.Stage.valueOf(row.cell("stage")),
                row.cell("name"),
                row.cell("actor"),
                row.cell("database"),
                row.cell("sentence"),
                JSON.readValue(row.cell("details"), TEXTS));
        if (row.cell("sequence").isEmpty()) {
            return new RecordLine.Unchained(place, entry);
        }
        var link = new ChainLink(
                Long.parseLong(row.cell("sequence")), row.cell("previous"), Long.parseLong(row.cell("leftOver")));
        return RecordLine.of(place, new ChainedEntry(link, entry), row.cell("hash"));
    }

    private record Row(List<String> cells) {
        String cell(String column) {
            return cells.get(COLUMNS.indexOf(column));
        }
    }

    private static RecordLine altered(RecordLine.Place place) {
        return new RecordLine.Broken(place, Reading.Damage.Kind.ALTERED);
    }
}
