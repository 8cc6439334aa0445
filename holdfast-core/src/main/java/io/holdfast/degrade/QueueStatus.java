package io.holdfast.degrade;

import io.holdfast.degrade.queue.QueueReading;
import io.holdfast.degrade.queue.QueueStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is in the queue.
 *
 * @param entries every entry that is not finished, in their order
 * @param damages what was changed in the files after it was written; entries may be missing because of it
 * @param kept damaged files in which nothing is left to do
 * @param unfinished how many bytes were being written when a process stopped; nobody was told that they were queued
 */
public record QueueStatus(List<QueueEntry> entries, List<Damage> damages, List<Path> kept, long unfinished) {

    /** Keeps copies of the lists. */
    public QueueStatus {
        entries = List.copyOf(entries);
        damages = List.copyOf(damages);
        kept = List.copyOf(kept);
    }

    /**
     * A place in a file that was changed after it was written.
     *
     * @param offset the first byte that makes no sense
     * @param bytes how many do not
     */
    public record Damage(Path file, long offset, int bytes) {

        static Damage of(QueueReading.Damage found) {
            return new Damage(found.file(), found.offset(), found.bytes());
        }

        /** What there is to say of it. */
        public String sentence() {
            return "%s is damaged at byte %d (%d bytes); entries may be missing".formatted(file, offset, bytes);
        }
    }

    static QueueStatus of(QueueReading reading) {
        return new QueueStatus(
                reading.items().stream().map(QueueEntry::of).toList(),
                reading.damages().stream().map(Damage::of).toList(),
                reading.kept(),
                reading.unfinished());
    }

    /** What the application that holds {@code store} knows of its files, without the entries. */
    static QueueStatus ofFiles(QueueStore store) {
        return new QueueStatus(
                List.of(), store.damages().stream().map(Damage::of).toList(), store.kept(), 0);
    }

    /** Whether files were changed after they were written, and nobody has removed those that are kept for that. */
    public boolean isDamaged() {
        return !damages.isEmpty() || !kept.isEmpty();
    }

    /** How many entries wait for their turn. */
    public long waiting() {
        return entries.stream()
                .filter(entry -> entry.state() == QueueEntry.State.WAITING)
                .count();
    }

    /** How many entries were set aside. */
    public long setAside() {
        return entries.size() - waiting();
    }

    /** How many bytes the payloads have together. */
    public long bytes() {
        return entries.stream().mapToLong(QueueEntry::bytes).sum();
    }

    /** Since when the oldest of those that wait for their turn has been in the queue. */
    public Optional<Instant> oldest() {
        return entries.stream()
                .filter(entry -> entry.state() == QueueEntry.State.WAITING)
                .map(QueueEntry::queued)
                .min(Comparator.naturalOrder());
    }
}
