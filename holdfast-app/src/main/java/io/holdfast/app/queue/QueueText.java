package io.holdfast.app.queue;

import io.holdfast.app.output.Table;
import io.holdfast.degrade.QueueChange;
import io.holdfast.degrade.QueueEntry;
import io.holdfast.degrade.QueueStatus;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What is said of a queue, for people and for programs. */
public final class QueueText {
    private final PrintStream out;

    /** Texts that are printed to {@code out}. */
    public QueueText(PrintStream out) {
        this.out = out;
    }

    /** Prints the sum of what is in the queue, and what is wrong with its files. */
    public void status(QueueStatus status, Instant now) {
        String oldest = status.oldest()
                .map(at -> "; the oldest for %d s"
                        .formatted(Duration.between(at, now).toSeconds()))
                .orElse("");
        out.printf("waiting: %d%s%n", status.waiting(), oldest);
        out.printf("set aside: %d%n", status.setAside());
        out.printf("bytes: %d%n", status.bytes());
        counts(status).forEach((database, count) -> out.printf("  %s: %d%n", database, count));
        status.damages().forEach(damage -> out.println("damage: " + damage.sentence()));
        status.kept().forEach(file -> out.println("damaged file, kept to be looked at: " + file));
        if (status.unfinished() > 0) {
            out.printf(
                    "note: %d bytes at the end of a file are unfinished; nobody was told that they were queued%n",
                    status.unfinished());
        }
    }

    private static Map<String, Long> counts(QueueStatus status) {
        Map<String, Long> counts = new TreeMap<>();
        status.entries().forEach(entry -> counts.merge(entry.database() + "/" + entry.write(), 1L, Long::sum));
        return counts;
    }

    /** Prints a line for each entry, in their order. */
    public void entries(List<QueueEntry> entries) {
        Table table = new Table("QUEUED", "ID", "DATABASE", "WRITE", "KEY", "BYTES", "STATE", "ATTEMPTS", "WHY");
        entries.forEach(entry -> table.row(
                entry.queued().truncatedTo(ChronoUnit.SECONDS).toString(),
                entry.id().toString(),
                entry.database(),
                entry.write(),
                entry.key(),
                String.valueOf(entry.bytes()),
                word(entry.state()),
                String.valueOf(entry.attempts()),
                entry.sentence().replaceAll("\\s+", " ")));
        table.print(out);
    }

    /** Prints what was changed; {@code verb} says how, such as {@code dropped}. */
    public void change(QueueChange change, String verb) {
        for (UUID id : change.done()) {
            out.println(verb + ": " + id);
        }
        change.refused().forEach((what, why) -> out.println("not " + verb + ": " + what + ": " + why));
        if (change.done().isEmpty() && change.refused().isEmpty()) {
            out.println("nothing to do: none is set aside");
        }
    }

    /** The sum as a map. */
    public static Map<String, Object> document(QueueStatus status, Path folder) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("folder", folder.toString());
        document.put("waiting", status.waiting());
        document.put("set-aside", status.setAside());
        document.put("bytes", status.bytes());
        document.put("oldest", status.oldest().map(Instant::toString).orElse(""));
        document.put("counts", counts(status));
        document.put(
                "damages",
                status.damages().stream().map(QueueStatus.Damage::sentence).toList());
        document.put("kept", status.kept().stream().map(Path::toString).toList());
        document.put("unfinished-bytes", status.unfinished());
        return document;
    }

    /** An entry as a map. */
    public static Map<String, Object> document(QueueEntry entry) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", entry.id().toString());
        document.put("queued", entry.queued().toString());
        document.put("database", entry.database());
        document.put("write", entry.write());
        document.put("version", entry.version());
        document.put("key", entry.key());
        document.put("bytes", entry.bytes());
        document.put("state", word(entry.state()));
        document.put("attempts", entry.attempts());
        document.put("sentence", entry.sentence());
        return document;
    }

    /** A change as a map. */
    public static Map<String, Object> document(QueueChange change) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("done", change.done().stream().map(UUID::toString).toList());
        document.put("refused", change.refused());
        return document;
    }

    private static String word(QueueEntry.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
