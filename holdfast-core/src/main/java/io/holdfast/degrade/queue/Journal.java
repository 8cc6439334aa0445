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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes records into segments, those of many callers in one append and one force: who finds nobody writing writes for
 * all who came until then, and hands on to the first of those who came meanwhile.
 *
 * <p>What was written is never written again. A segment whose writing failed once, or that another process left, gets
 * nothing more; the next segment says first how much of the failed one counts.
 */
final class Journal implements Closeable {
    private final Disk disk;
    private final Path folder;
    private final long segmentBytes;
    private final Consumer<QueueStep> steps;

    private final Object turn = new Object();
    private List<Ticket> waiting = new ArrayList<>();
    private boolean leading;
    private boolean closed;

    // of the one who leads
    private final List<QueueRecord> owed = new ArrayList<>();
    private final AtomicInteger number;
    private long size;
    private @Nullable DiskFile current;

    /** A journal that goes on behind the segment with the number {@code last}. */
    Journal(Disk disk, Path folder, int last, long segmentBytes, Consumer<QueueStep> steps) {
        this.disk = disk;
        this.folder = folder;
        this.number = new AtomicInteger(last);
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

    private enum Turn {
        LEADS,
        DONE
    }

    /** What one caller wants to have written. */
    private static final class Ticket {
        private final List<byte[]> begun;
        private final IntConsumer forced;
        private final CompletableFuture<Turn> next = new CompletableFuture<>();
        private @Nullable WriteFailure failure;

        Ticket(List<byte[]> begun, IntConsumer forced) {
            this.begun = begun;
            this.forced = forced;
        }
    }

    /**
     * Writes what {@code records} gives, durable when it returns.
     *
     * @param records asked in the order in which they will stand
     * @param forced is told the segment they are in, in the same order, before anybody returns; quick, and never throws
     * @throws WriteFailure if they could not be made durable
     */
    void write(Supplier<List<QueueRecord>> records, IntConsumer forced) throws WriteFailure {
        Ticket mine;
        boolean lead;
        synchronized (turn) {
            if (closed) {
                throw new WriteFailure(Certainty.REFUSED, new IOException("the queue is closed"), newest());
            }
            mine = new Ticket(records.get().stream().map(RecordLine::begin).toList(), forced);
            waiting.add(mine);
            lead = !leading;
            leading = true;
        }
        if (lead || mine.next.join() == Turn.LEADS) {
            lead();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private void lead() {
        List<Ticket> together;
        synchronized (turn) {
            together = waiting;
            waiting = new ArrayList<>();
        }
        try {
            writeAll(together);
        } finally {
            synchronized (turn) {
                leading = !waiting.isEmpty();
                if (leading) {
                    waiting.get(0).next.complete(Turn.LEADS);
                }
                turn.notifyAll();
            }
            together.forEach(ticket -> ticket.next.complete(Turn.DONE));
        }
    }

    private void writeAll(List<Ticket> together) {
        try {
            int segment = append(together);
            together.forEach(ticket -> ticket.forced.accept(segment));
        } catch (WriteFailure failure) {
            together.forEach(ticket -> ticket.failure = failure);
        } catch (RuntimeException | Error defect) {
            var unknown = new WriteFailure(Certainty.UNKNOWN, new IOException("the writer broke", defect), newest());
            together.forEach(ticket -> ticket.failure = unknown);
            throw defect;
        }
    }

    private int append(List<Ticket> together) throws WriteFailure {
        List<byte[]> begun = new ArrayList<>();
        DiskFile file;
        try {
            file = segment();
            owed.forEach(record -> begun.add(RecordLine.begin(record)));
        } catch (IOException failure) {
            throw new WriteFailure(Certainty.REFUSED, failure, newest());
        }
        together.forEach(ticket -> begun.addAll(ticket.begun));
        byte[] lines = lines(begun);
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

    private static byte[] lines(List<byte[]> begun) {
        var lines = new ByteArrayOutputStream();
        int left = begun.size();
        for (byte[] each : begun) {
            left--;
            lines.writeBytes(RecordLine.end(each, left, begun.size()));
        }
        return lines.toByteArray();
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
            byte[] lines = lines(owed.stream().map(RecordLine::begin).toList());
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
        boolean interrupted = false;
        synchronized (turn) {
            closed = true;
            while (leading) {
                try {
                    turn.wait();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        letGo();
    }
}
