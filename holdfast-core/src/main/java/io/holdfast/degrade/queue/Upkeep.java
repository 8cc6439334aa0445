package io.holdfast.degrade.queue;

import io.holdfast.degrade.queue.QueueItem.State;
import io.holdfast.degrade.queue.QueueReading.Segment;
import io.holdfast.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Removes segments, the oldest first and never another: what became of an entry stands behind the entry, in the same
 * segment or a newer one, and must not be gone before it.
 */
final class Upkeep {
    private static final int MUCH = 4;
    private static final int MOST_RANGES = 50;

    private final Disk disk;
    private final Path folder;
    private final long segmentBytes;
    private final Consumer<QueueStep> steps;
    private final NavigableMap<Integer, Segment> segments;

    Upkeep(
            Disk disk,
            Path folder,
            NavigableMap<Integer, Segment> segments,
            long segmentBytes,
            Consumer<QueueStep> steps) {
        this.disk = disk;
        this.folder = folder;
        this.segments = new TreeMap<>(segments);
        this.segmentBytes = segmentBytes;
        this.steps = steps;
    }

    /** There is such a segment, at least. */
    synchronized Segment grown(int segment) {
        return segments.computeIfAbsent(segment, number -> new Segment(number, 0, new HashSet<>(), false));
    }

    /** Whether {@code file} is one of the segments that are there. */
    synchronized boolean has(Path file) {
        return Segments.number(file).stream().anyMatch(segments::containsKey);
    }

    /** Damaged segments that are kept for a person to look at. */
    List<Path> kept() throws IOException {
        return Segments.kept(disk, folder);
    }

    /** The segment of {@code item} holds it. */
    synchronized void holds(QueueItem item) {
        grown(item.segment()).ids().add(item.id().getMostSignificantBits());
    }

    /** Removes the oldest segments, up to the first one in which something is left; never {@code newest}. */
    void removeEmpty(int newest, IntFunction<List<QueueItem>> live) throws IOException {
        while (true) {
            Optional<Segment> oldest = oldest(newest);
            if (oldest.isEmpty() || !live.apply(oldest.get().number()).isEmpty()) {
                return;
            }
            remove(oldest.get());
        }
    }

    private synchronized Optional<Segment> oldest(int newest) {
        return Optional.ofNullable(segments.firstEntry())
                .map(Map.Entry::getValue)
                .filter(segment -> segment.number() < newest);
    }

    private void remove(Segment segment) throws IOException {
        Path file = Segments.file(folder, segment.number());
        if (segment.damaged()) {
            disk.rename(file, Segments.kept(file));
        } else {
            disk.delete(file);
        }
        steps.accept(QueueStep.SEGMENT_REMOVED);
        disk.forceDirectory(folder);
        steps.accept(QueueStep.REMOVAL_FORCED);
        synchronized (this) {
            segments.remove(segment.number());
        }
    }

    /** The oldest segment, if there are many more than {@code live} bytes of lines need. */
    synchronized Optional<Integer> worthEmptying(int newest, long live) {
        return segments.size() > MUCH + 2 * live / segmentBytes
                ? oldest(newest).map(Segment::number)
                : Optional.empty();
    }

    void carried() {
        steps.accept(QueueStep.ENTRIES_CARRIED);
    }

    /** The records that say everything of {@code item} once more. */
    List<QueueRecord> again(QueueItem item) {
        List<QueueRecord> records = new ArrayList<>();
        records.add(item.entry());
        records.addAll(state(item));
        return records;
    }

    /** The records that say what became of {@code item} so far. */
    List<QueueRecord> state(QueueItem item) {
        List<QueueRecord> records = new ArrayList<>();
        records.add(new QueueRecord.GivenBack(item.id()));
        if (item.attempts() > 0) {
            records.add(new QueueRecord.Failed(item.id(), item.attempts(), item.sentence()));
        }
        if (item.state() == State.SET_ASIDE) {
            records.add(new QueueRecord.SetAside(item.id(), item.entry().at(), item.sentence()));
        }
        return records;
    }

    /** What lies below {@code limit} and between the ids of entries that are in any segment: the widest such parts. */
    synchronized List<IdRange> unused(long limit) {
        NavigableSet<Long> used = new TreeSet<>();
        segments.values().forEach(segment -> used.addAll(segment.ids()));
        List<IdRange> ranges = new ArrayList<>();
        long from = 0;
        for (long id : used.headSet(limit)) {
            ranges.add(new IdRange(from, id));
            from = id + 1;
        }
        ranges.add(new IdRange(from, limit));
        return ranges.stream()
                .filter(range -> range.width() > 0)
                .sorted(Comparator.comparingLong(IdRange::width).reversed())
                .limit(MOST_RANGES)
                .toList();
    }
}
