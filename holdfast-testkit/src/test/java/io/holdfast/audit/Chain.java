package io.holdfast.audit;

import io.holdfast.event.ChainLink;
import io.holdfast.event.ChainedEntry;
import io.holdfast.event.Checkpoint;
import io.holdfast.event.Entry;
import io.holdfast.event.RecordLine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Chains that are made in memory, and what somebody with a key to the folder could do to them. */
final class Chain {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final int LINES = 1_000;

    private Chain() {}

    /** A sound chain of {@code length} records, in files of a thousand lines. */
    static List<RecordLine.Chained> of(int length) {
        List<RecordLine.Chained> lines = new ArrayList<>();
        String previous = ChainLink.NOTHING_BEFORE;
        for (int sequence = 1; sequence <= length; sequence++) {
            var link = new ChainLink(sequence, previous, 0);
            RecordLine.Chained line = line(place(sequence), link, entry(sequence, "ada"));
            lines.add(line);
            previous = line.computed();
        }
        return lines;
    }

    /** Where the record {@code sequence} stands in a sound chain. */
    static RecordLine.Place place(int sequence) {
        int line = (sequence - 1) % LINES + 1;
        return new RecordLine.Place(Path.of("audit-%09d.jsonl".formatted((sequence - 1) / LINES + 1)), line, 0, 500);
    }

    static Entry entry(long sequence, String actor) {
        var id = new UUID(sequence, 1);
        return new Entry(
                id,
                id,
                START.plusSeconds(sequence),
                Entry.Stage.DONE,
                "act",
                actor,
                "app",
                "",
                Map.of("n", "" + sequence));
    }

    /** The record with another actor and the hash that it had before. */
    static RecordLine.Chained changed(RecordLine.Chained line) {
        var record = new ChainedEntry(line.record().link(), entry(line.sequence(), "eve"));
        return RecordLine.of(line.place(), record, line.written());
    }

    /** The record with another actor, and a hash that fits. */
    static RecordLine.Chained replaced(RecordLine.Chained line) {
        return line(line.place(), line.record().link(), entry(line.sequence(), "eve"));
    }

    /** The record with another hash. */
    static RecordLine.Chained withAnotherHash(RecordLine.Chained line) {
        return RecordLine.of(line.place(), line.record(), "0".repeat(64));
    }

    /** The record with another number, and a hash that fits. */
    static RecordLine.Chained renumbered(RecordLine.Chained line, long sequence) {
        ChainLink link = line.record().link();
        return line(
                line.place(),
                new ChainLink(sequence, link.previous(), 0),
                line.record().entry());
    }

    /** A record that would fit behind {@code line}. */
    static RecordLine.Chained behind(RecordLine.Chained line) {
        var link = new ChainLink(line.sequence() + 1, line.computed(), 0);
        return line(line.place(), link, entry(line.sequence() + 1, "eve"));
    }

    static RecordLine.Chained line(RecordLine.Place place, ChainLink link, Entry entry) {
        var record = new ChainedEntry(link, entry);
        return RecordLine.of(place, record, record.hash());
    }

    static Checkpoint checkpoint(RecordLine.Chained line) {
        return new Checkpoint(
                line.sequence(), line.computed(), line.record().entry().at());
    }

    /** What is found on {@code lines}. */
    static AuditReport walk(List<? extends RecordLine> lines, Checkpoint... known) {
        var walk = new ChainWalk(List.of(known), false);
        lines.forEach(walk::see);
        return walk.report();
    }
}
