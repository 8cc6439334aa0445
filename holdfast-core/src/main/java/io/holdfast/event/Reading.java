package io.holdfast.event;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The record of administrative actions, as read back.
 *
 * @param entries every entry that is whole, the oldest first
 * @param damages every place at which there is something that is not a whole entry
 */
public record Reading(List<Entry> entries, List<Damage> damages) {

    /**
     * A place that holds no entry.
     *
     * @param file the file
     * @param offset where the line begins, in bytes
     * @param kind what seems to have happened
     */
    public record Damage(Path file, long offset, Kind kind) {

        /** What seems to have happened to a line. */
        public enum Kind {
            /**
             * The last line of a file is cut short: the process or the machine stopped while it was written. Nobody was
             * told that it is on record, so nothing is lost.
             */
            UNFINISHED,
            /** A line was changed after it was written. */
            ALTERED
        }

        /** One sentence for people. */
        public String sentence() {
            return switch (kind) {
                case UNFINISHED -> "%s ends at byte %d with an entry that was never finished".formatted(file, offset);
                case ALTERED -> "%s holds at byte %d an entry that was altered".formatted(file, offset);
            };
        }
    }

    /** All of {@code files}. */
    static Reading of(RecordFiles files) {
        List<Entry> entries = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        files.each(line -> {
            line.said().ifPresent(entries::add);
            if (line instanceof RecordLine.Broken broken) {
                damages.add(new Damage(broken.place().file(), broken.place().offset(), broken.kind()));
            }
        });
        entries.sort(Comparator.comparing(Entry::at)
                .thenComparing(entry -> entry.id().toString()));
        return new Reading(List.copyOf(entries), List.copyOf(damages));
    }

    /** The actions that began and of which no end is on record, the oldest first: still running, or interrupted. */
    public List<Entry> unfinished() {
        var ended = entries.stream()
                .filter(entry -> entry.stage() != Entry.Stage.BEGUN)
                .map(Entry::action)
                .collect(Collectors.toSet());
        return entries.stream()
                .filter(entry -> entry.stage() == Entry.Stage.BEGUN && !ended.contains(entry.id()))
                .toList();
    }
}
