package io.holdfast.audit;

import io.holdfast.event.RecordFiles;
import io.holdfast.event.RecordLine;
import io.holdfast.event.Settled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The later part of a chain, read from its files without reading all of the earlier ones. */
final class ChainTail {
    private final RecordFiles files;

    ChainTail(RecordFiles files) {
        this.files = files;
    }

    /** The sound records from number {@code sequence} on, at most {@code most}, in the order of their numbers. */
    List<RecordLine.Chained> from(long sequence, int most) {
        List<RecordLine.Chained> found = new ArrayList<>();
        var last = new AtomicLong(sequence - 1);
        var settled = new Settled(line -> {
            if (found.size() < most && line instanceof RecordLine.Chained chained && chained.isSound()) {
                if (chained.sequence() > last.get()) {
                    last.set(chained.sequence());
                    found.add(chained);
                }
            }
        });
        for (Path file : holding(sequence)) {
            if (found.size() < most) {
                files.each(file, settled);
            }
        }
        settled.finish();
        return List.copyOf(found);
    }

    /** Whether {@code json} was written as number {@code sequence}, whatever stands in its place now. */
    boolean everHeld(long sequence, String json) {
        List<RecordLine> found = new ArrayList<>();
        holding(sequence)
                .forEach(file -> files.each(file, line -> {
                    if (line instanceof RecordLine.Chained chained && chained.sequence() == sequence) {
                        found.add(line);
                    }
                }));
        return found.stream().anyMatch(line -> line.json().equals(json));
    }

    /** The number of the last record; 0 if there is none. */
    long end() {
        List<Path> all = files.chained();
        var last = new AtomicLong();
        for (int at = all.size() - 1; at >= 0 && last.get() == 0; at--) {
            files.each(all.get(at), line -> {
                if (line instanceof RecordLine.Chained chained && chained.isSound()) {
                    last.set(chained.sequence());
                }
            });
        }
        return last.get();
    }

    /** Where the end is, for seeing cheaply that nothing was added; empty if there is no file. */
    Optional<Mark> mark() {
        List<Path> all = files.chained();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Path newest = all.get(all.size() - 1);
        return Optional.of(new Mark(newest, files.size(newest)));
    }

    /**
     * The end of the files at one time.
     *
     * @param file the newest
     * @param size how many bytes it held
     */
    record Mark(Path file, long size) {}

    /** The files from the one on in which a record {@code sequence}, or one that failed in its place, can be. */
    private List<Path> holding(long sequence) {
        List<Path> all = files.chained();
        for (int at = all.size() - 1; at > 0; at--) {
            Optional<Long> first = first(all.get(at));
            if (first.isPresent() && first.get() < sequence) {
                return all.subList(at, all.size());
            }
        }
        return all;
    }

    private Optional<Long> first(Path file) {
        List<Long> first = new ArrayList<>(1);
        files.each(file, line -> {
            if (first.isEmpty() && line instanceof RecordLine.Chained chained && chained.isSound()) {
                first.add(chained.sequence());
            }
        });
        return first.stream().findFirst();
    }
}
