package io.holdfast.degrade.queue;

import io.holdfast.degrade.queue.QueueRecord.CutOff;
import io.holdfast.degrade.queue.QueueRecord.Dropped;
import io.holdfast.degrade.queue.QueueRecord.Failed;
import io.holdfast.degrade.queue.QueueRecord.Finished;
import io.holdfast.degrade.queue.QueueRecord.GivenBack;
import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.degrade.queue.QueueRecord.SetAside;
import io.holdfast.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Everything that the files of a queue say, read without a lock: what is being written meanwhile may be there or not, and
 * never counts in part.
 */
public final class QueueReading {
    private static final int MOST_LOOKS = 20;

    private final Map<UUID, QueueItem> items = new HashMap<>();
    private final Set<UUID> gone = new HashSet<>();
    private final List<Damage> damages = new ArrayList<>();
    private final NavigableMap<Integer, Segment> segments = new TreeMap<>();
    private final Map<Integer, Long> cutOff = new HashMap<>();
    private List<Path> kept = List.of();
    private long unfinished;
    private long highest;

    private QueueReading() {}

    /**
     * A line that was changed after it was written.
     *
     * @param file where it is
     * @param offset where in it the line begins
     * @param bytes how long it is
     */
    public record Damage(Path file, long offset, int bytes) {}

    /**
     * One file of the queue.
     *
     * @param bytes how long it was when it was read
     * @param ids the first halves of the ids of the entries in it
     */
    record Segment(int number, long bytes, Set<Long> ids, boolean damaged) {}

    /**
     * Reads the queue in {@code folder}, which may be missing: then it is empty.
     *
     * @throws IOException if it cannot be read
     */
    public static QueueReading of(Disk disk, Path folder) throws IOException {
        for (int look = 1; ; look++) {
            try {
                QueueReading reading = new QueueReading();
                reading.readAll(disk, folder);
                return reading;
            } catch (NoSuchFileException goneMeanwhile) {
                if (look == MOST_LOOKS) {
                    throw goneMeanwhile;
                }
            }
        }
    }

    private void readAll(Disk disk, Path folder) throws IOException {
        Map<Path, SegmentReading> readings = new LinkedHashMap<>();
        for (Path file : Segments.in(disk, folder)) {
            byte[] bytes = disk.read(file);
            SegmentReading reading = SegmentReading.of(bytes);
            readings.put(file, reading);
            int number = Segments.number(file).orElseThrow();
            segments.put(number, segment(number, bytes.length, reading));
            reading.records().forEach(placed -> noteCut(placed.record()));
        }
        readings.forEach(this::replay);
        kept = Segments.kept(disk, folder);
    }

    private static Segment segment(int number, long bytes, SegmentReading reading) {
        Set<Long> ids = new HashSet<>();
        reading.records().forEach(placed -> {
            if (placed.record() instanceof Queued queued) {
                ids.add(queued.id().getMostSignificantBits());
            }
        });
        return new Segment(number, bytes, ids, !reading.damages().isEmpty());
    }

    private void noteCut(QueueRecord record) {
        if (record instanceof CutOff cut) {
            cutOff.merge(cut.segment(), cut.bytes(), Math::min);
        }
    }

    private void replay(Path file, SegmentReading reading) {
        int number = Segments.number(file).orElseThrow();
        long counts = cutOff.getOrDefault(number, Long.MAX_VALUE);
        reading.damages().stream()
                .filter(broken -> broken.offset() < counts)
                .forEach(broken -> damages.add(new Damage(file, broken.offset(), broken.length())));
        unfinished += counts == Long.MAX_VALUE ? reading.unfinished() : 0;
        reading.records().stream()
                .filter(placed -> placed.offset() < counts)
                .forEach(placed -> apply(placed.record(), number));
    }

    private void apply(QueueRecord record, int segment) {
        if (record instanceof Queued queued) {
            highest = Math.max(highest, queued.sequence());
            if (!gone.contains(queued.id())) {
                // the older one stays its home: whether the copy was ever forced, an earlier process knew, not this one
                items.compute(queued.id(), (id, known) -> known == null ? QueueItem.fresh(queued, segment) : known);
            }
        } else if (record instanceof Finished finished) {
            remove(finished.id());
        } else if (record instanceof Dropped dropped) {
            remove(dropped.id());
        } else if (record instanceof Failed failed) {
            change(failed.id(), item -> item.failed(failed.attempts(), failed.sentence()));
        } else if (record instanceof SetAside aside) {
            change(aside.id(), item -> item.setAside(aside.sentence()));
        } else if (record instanceof GivenBack back) {
            change(back.id(), QueueItem::givenBack);
        }
    }

    private void remove(UUID id) {
        gone.add(id);
        items.remove(id);
    }

    private void change(UUID id, UnaryOperator<QueueItem> how) {
        items.computeIfPresent(id, (same, item) -> how.apply(item));
    }

    /** The entries that are not finished, in their order. */
    public List<QueueItem> items() {
        return items.values().stream()
                .sorted(Comparator.comparingLong(item -> item.entry().sequence()))
                .toList();
    }

    /** What is damaged; entries may be missing because of it. */
    public List<Damage> damages() {
        return List.copyOf(damages);
    }

    /** Damaged files in which nothing is left to do, kept for a person to look at. */
    public List<Path> kept() {
        return kept;
    }

    /** How many bytes were being written when a process or the machine stopped; nobody was told that they were queued. */
    public long unfinished() {
        return unfinished;
    }

    /** How many bytes the files hold. */
    public long bytes() {
        return segments.values().stream().mapToLong(Segment::bytes).sum();
    }

    /** How many files there are. */
    public int files() {
        return segments.size();
    }

    NavigableMap<Integer, Segment> segments() {
        return segments;
    }

    long highestSequence() {
        return highest;
    }
}
