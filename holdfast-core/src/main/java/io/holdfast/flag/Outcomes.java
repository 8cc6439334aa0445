package io.holdfast.flag;

import io.holdfast.event.Entry;
import io.holdfast.event.RecordFiles;
import io.holdfast.event.RecordLine;
import io.holdfast.event.Settled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which settings are on record without an outcome. An outcome counts if its writing did not fail: of one that did, this
 * process knows, and every other one sees it as soon as the next record stands in its place.
 */
final class Outcomes {
    private final RecordFiles files;
    private final String database;

    /** The outcomes whose writing failed, by action. */
    private final Map<UUID, Doubt> doubts = new LinkedHashMap<>();

    private @Nullable End looked;

    /** Those of settings in the database that is called {@code database}. */
    Outcomes(RecordFiles files, String database) {
        this.files = files;
        this.database = database;
    }

    /** The end of the files at one time. */
    private record End(Path file, long size) {}

    /** An intent whose outcome may stand at the end of {@code file}, and does not count if it is the last one there. */
    private record Doubt(Entry intent, Optional<Path> file) {}

    /** Settings without an outcome: those in this database, and those in others. */
    record Open(List<Entry> here, List<Entry> elsewhere) {
        static final Open NONE = new Open(List.of(), List.of());
    }

    /** The outcome of {@code intent} could not be written, so it has none. */
    synchronized void doubt(Entry intent) {
        doubts.put(intent.action(), new Doubt(intent, newest(files.chained())));
    }

    /** Looks for those that are open; reads nothing when nothing was added since there were none. */
    synchronized Open open() {
        List<Path> all = files.chained();
        Optional<Path> newest = newest(all);
        if (newest.isEmpty()) {
            return Open.NONE;
        }
        var end = new End(newest.get(), files.size(newest.get()));
        if (end.equals(looked) && doubts.isEmpty()) {
            return Open.NONE;
        }
        Open open = in(all.subList(from(all), all.size()));
        looked = open.here().isEmpty() && doubts.isEmpty() ? end : null;
        return open;
    }

    private static Optional<Path> newest(List<Path> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Looked for from the end: what is before the last setting in this database has its outcome, or is in doubt. */
    private int from(List<Path> all) {
        Set<UUID> wanted = new HashSet<>(doubts.keySet());
        var found = new ArrayList<UUID>();
        int at = all.size();
        while (at > 0 && (found.isEmpty() || !wanted.isEmpty())) {
            at--;
            files.each(
                    all.get(at),
                    line -> line.said().filter(this::beginsHere).ifPresent(intent -> {
                        found.add(intent.action());
                        wanted.remove(intent.action());
                    }));
        }
        return at;
    }

    private boolean beginsHere(Entry entry) {
        return entry.name().equals(Flags.ACTION)
                && entry.stage() == Entry.Stage.BEGUN
                && entry.database().equals(database);
    }

    private Open in(List<Path> some) {
        var seen = new Seen();
        var settled = new Settled(seen::see);
        some.forEach(file -> files.each(file, settled));
        settled.finish();
        doubts.keySet().removeIf(action -> seen.isFirm(action, doubts.get(action)));
        List<Entry> here = new ArrayList<>();
        List<Entry> elsewhere = new ArrayList<>();
        for (Entry intent : seen.begun.values()) {
            if (!seen.ended.containsKey(intent.action()) || doubts.containsKey(intent.action())) {
                (intent.database().equals(database) ? here : elsewhere).add(intent);
            }
        }
        return new Open(List.copyOf(here), List.copyOf(elsewhere));
    }

    /** What goes by while the files are read. */
    private static final class Seen {
        private final Map<UUID, Entry> begun = new LinkedHashMap<>();
        private final Map<UUID, RecordLine.Chained> ended = new LinkedHashMap<>();
        private long last;

        void see(RecordLine line) {
            if (line instanceof RecordLine.Chained chained) {
                last = chained.sequence();
                Entry entry = chained.record().entry();
                if (entry.name().equals(Flags.ACTION)) {
                    if (entry.stage() == Entry.Stage.BEGUN) {
                        begun.put(entry.action(), entry);
                    } else {
                        ended.put(entry.action(), chained);
                    }
                }
            }
        }

        /** Something rests on the outcome, or it is another one than that whose writing failed. */
        boolean isFirm(UUID action, @Nullable Doubt doubt) {
            RecordLine.Chained outcome = ended.get(action);
            return outcome != null
                    && doubt != null
                    && (outcome.sequence() < last
                            || !doubt.file().equals(Optional.of(outcome.place().file())));
        }
    }
}
