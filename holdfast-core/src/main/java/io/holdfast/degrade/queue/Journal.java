package io.holdfast.degrade.queue;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records into segments, those of many callers in one append and one force.
 *
 * <p>What was written is never written again. A segment whose writing failed once, or that another process left, gets
 * nothing more; the next segment says first how much of the failed one counts.
 */
final class Journal implements Closeable {
    private final Disk disk;
    private final Path folder;
    private final long segmentBytes;
    private final Consumer<QueueStep> steps;

    private final GroupCommit<Wanted> turns = new GroupCommit<>(this::writeAll);

    // of the one who leads
    private final List<QueueRecord> owed = new ArrayList<>();
    private final AtomicInteger number;
    private long sequence;
    private long size;
    private @Nullable DiskFile current;

    /** A journal that goes on behind what {@code found} tells of. */
    Journal(Disk disk, Path folder, QueueReading found, long segmentBytes, Consumer<QueueStep> steps) {
        this.disk = disk;
        this.folder = folder;
        this.number = new AtomicInteger(
                found.segments().isEmpty() ? 0 : found.segments().lastKey());
        this.sequence = found.highestSequence();
        this.segmentBytes = segmentBytes;
        this.steps = steps;
    }

    /** What became of a write that failed. */
    enum Certainty {
        /** It certainly does not count. */
        REFUSED,
        /** It may count. */
        UNKNOWN
    }

    /** A write failed. */
    static final class WriteFailure extends Exception {
        private static final long serialVersionUID = 1L;
        private final Certainty certainty;
        private final IOException reason;
        private final int segment;

        WriteFailure(Certainty certainty, IOException reason, int segment) {
            super(reason);
            this.certainty = certainty;
            this.reason = reason;
            this.segment = segment;
        }

        /** The number of the segment in which it may be. */
        int segment() {
            return segment;
        }

        Certainty certainty() {
            return certainty;
        }

        IOException reason() {
            return reason;
        }
    }

    /** A line that waits for its place. */
    private static final class Line {
        private final byte[] begun;
        private final boolean isNew;
        private long sequence;

        /** One of {@code record}; an entry whose sequence is 0 is a new one, and is given the next. */
        Line(QueueRecord record) {
            this.begun = RecordLine.begin(record);
            this.sequence = record instanceof QueueRecord.Queued entry ? entry.sequence() : 0;
            this.isNew = record instanceof QueueRecord.Queued && sequence == 0;
        }
    }

    /** What one caller wants to have written. */
    private static final class Wanted {
        private final List<Line> lines;
        private final Forced forced;
        private @Nullable WriteFailure failure;

        Wanted(List<Line> lines, Forced forced) {
            this.lines = lines;
            this.forced = forced;
        }
    }

    /** Is told where something is that was made durable, in the order of the lines, before anybody returns. */
    @FunctionalInterface
    interface Forced {
        /** It is in the segment with this number, and the entry has this sequence. Quick, and never throws. */
        void in(int segment, long sequence);
    }

    /**
     * Writes an entry, durable when it returns, and gives it the next sequence.
     *
     * @throws WriteFailure if it could not be made durable
     */
    void add(QueueRecord.Queued draft, Forced forced) throws WriteFailure {
        write(new Wanted(List.of(new Line(draft)), forced));
    }

    /**
     * Writes records together, durable when it returns.
     *
     * @param forced is told the segment they are in, in the order of the lines, before anybody returns; quick, and never
     *     throws
     * @throws WriteFailure if they could not be made durable
     */
    void write(List<QueueRecord> records, IntConsumer forced) throws WriteFailure {
        write(new Wanted(records.stream().map(Line::new).toList(), (segment, none) -> forced.accept(segment)));
    }

    private void write(Wanted mine) throws WriteFailure {
        if (!turns.submit(mine)) {
            throw new WriteFailure(Certainty.REFUSED, new IOException("the queue is closed"), newest());
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private void writeAll(List<Wanted> together) {
        try {
            int segment = append(together);
            together.forEach(wanted -> wanted.forced.in(segment, wanted.lines.get(0).sequence));
        } catch (WriteFailure failure) {
            together.forEach(wanted -> wanted.failure = failure);
        } catch (RuntimeException | Error defect) {
            var unknown = new WriteFailure(Certainty.UNKNOWN, new IOException("the writer broke", defect), newest());
            together.forEach(wanted -> wanted.failure = unknown);
            throw defect;
        }
    }

    private int append(List<Wanted> together) throws WriteFailure {
        List<Line> all = new ArrayList<>();
        DiskFile file;
        try {
            file = segment();
            owed.forEach(record -> all.add(new Line(record)));
        } catch (IOException failure) {
            throw new WriteFailure(Certainty.REFUSED, failure, newest());
        }
        together.forEach(wanted -> all.addAll(wanted.lines));
        byte[] lines = lines(all);
        Certainty certainty = Certainty.REFUSED;
        try {
            file.append(lines);
            certainty = Certainty.UNKNOWN;
            steps.accept(QueueStep.RECORDS_WRITTEN);
            file.force();
        } catch (IOException failure) {
            int there = newest();
            throw new WriteFailure(refuse(certainty, failure), failure, there);
        }
        size += lines.length;
        owed.clear();
        steps.accept(QueueStep.RECORDS_FORCED);
        return number.get();
    }

    private byte[] lines(List<Line> all) {
        var bytes = new ByteArrayOutputStream(all.size() * RecordLine.USUAL_BYTES);
        int left = all.size();
        for (Line each : all) {
            if (each.isNew) {
                sequence++;
                each.sequence = sequence;
            }
            left--;
            RecordLine.end(each.begun, each.sequence, left, all.size(), bytes);
        }
        return bytes.toByteArray();
    }

    private DiskFile segment() throws IOException {
        DiskFile open = current;
        if (open != null && size < segmentBytes) {
            return open;
        }
        letGo();
        DiskFile made = create();
        try {
            steps.accept(QueueStep.SEGMENT_NAMED);
            disk.forceDirectory(folder);
        } catch (IOException failure) {
            number.incrementAndGet(); // the name may be taken
            made.close();
            throw failure;
        }
        steps.accept(QueueStep.NAME_FORCED);
        number.incrementAndGet();
        size = 0;
        current = made;
        return made;
    }

    /** A name may be taken by a file that was made and could then not be opened: nothing is in that. */
    private DiskFile create() throws IOException {
        while (true) {
            try {
                return disk.create(Segments.file(folder, number.get() + 1));
            } catch (FileAlreadyExistsException taken) {
                number.incrementAndGet();
            }
        }
    }

    /**
     * Makes sure that a write that failed does not count. What was not written to its end counts nowhere. What was written,
     * and may be durable or not, is taken back: the segment is removed if there is nothing else in it, and otherwise the
     * next one says where it ends.
     */
    private Certainty refuse(Certainty certainty, IOException failure) {
        try {
            letGo();
        } catch (IOException further) {
            failure.addSuppressed(further);
        }
        if (size == 0) {
            try {
                disk.delete(Segments.file(folder, number.get()));
                disk.forceDirectory(folder);
                number.decrementAndGet();
                return Certainty.REFUSED;
            } catch (IOException further) {
                failure.addSuppressed(further);
            }
        }
        owed.add(new QueueRecord.CutOff(number.get(), size));
        return certainty == Certainty.REFUSED ? certainty : cutOff(failure);
    }

    private Certainty cutOff(IOException failure) {
        try {
            DiskFile next = segment();
            byte[] lines = lines(owed.stream().map(Line::new).toList());
            next.append(lines);
            next.force();
            size += lines.length;
            owed.clear();
            return Certainty.REFUSED;
        } catch (IOException further) {
            failure.addSuppressed(further);
            abandon(failure);
            return Certainty.UNKNOWN;
        }
    }

    private void abandon(IOException failure) {
        try {
            letGo();
        } catch (IOException further) {
            failure.addSuppressed(further);
        }
    }

    private void letGo() throws IOException {
        DiskFile file = current;
        current = null;
        if (file != null) {
            file.close();
        }
    }

    /** The number of the segment that is being written, or was written last. */
    int newest() {
        return number.get();
    }

    /** Lets those who wait be written, and refuses further ones. */
    @Override
    public void close() throws IOException {
        turns.close();
        letGo();
    }
}
