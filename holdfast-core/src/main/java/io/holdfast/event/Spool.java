package io.holdfast.event;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Entries in a folder of append-only files, each chained to the one before; an entry is durable before {@link #append}
 * returns.
 *
 * <p>Any number of processes can share a folder. Whoever adds an entry holds the folder's lock while it does, and no
 * longer: it looks where the chain ends, which another process may have moved, and puts the entry there. The lock is of
 * the operating system, so a killed process holds nothing.
 *
 * <p>What was written is never written again. A torn end stays where it is, cut off from everything: the next entry goes
 * to a new file, and says how many bytes before it count for nothing. For the same reason a file that failed once gets no
 * further entry: after a failed force nobody knows what is on the disk.
 *
 * <p>Safe for use by many threads.
 */
final class Spool implements Closeable {
    private static final String LOCK = "lock";

    private final Disk disk;
    private final Path folder;
    private final InstantSource clock;
    private final SpoolOptions options;
    private @Nullable SpoolEnd known;

    /** How long the line was whose writing failed at the known end; 0 if none did. */
    private long failed;

    /** The number of the last record of which this spool knows that it is durable. */
    private long forced;

    private @Nullable DiskFile current;

    private Spool(Disk disk, Path folder, InstantSource clock, SpoolOptions options) {
        this.disk = disk;
        this.folder = folder;
        this.clock = clock;
        this.options = options;
    }

    static Spool open(Disk disk, Path folder, InstantSource clock, SpoolOptions options) throws IOException {
        disk.makeDirectories(folder);
        options.steps().accept(SpoolStep.FOLDER_READY);
        return new Spool(disk, folder, clock, options);
    }

    /** Writes {@code entry}; durable when it returns. */
    synchronized void append(Entry entry) throws IOException {
        Closeable lock = disk.hold(folder.resolve(LOCK));
        try {
            SpoolEnd end = end();
            boolean full = options.reached(end.size(), end.begun(), clock.instant());
            write(entry, end.open() && !full ? end : newFile(end));
        } finally {
            lock.close();
        }
    }

    /** Keeps a checkpoint of the last record, durable when it returns; empty if there is no record. */
    synchronized Optional<Checkpoint> checkpoint() throws IOException {
        Closeable lock = disk.hold(folder.resolve(LOCK));
        try {
            SpoolEnd end = end();
            if (end.sequence() == 0) {
                return Optional.empty();
            }
            return Optional.of(keepCheckpoint(end));
        } finally {
            lock.close();
        }
    }

    /** The id of the chain, durable; {@code fresh} if it had none. */
    synchronized UUID chain(UUID fresh) throws IOException {
        Closeable lock = disk.hold(folder.resolve(LOCK));
        try {
            return ChainFile.in(disk, folder).keep(fresh);
        } finally {
            lock.close();
        }
    }

    /** Where the chain ends now: where this spool left it, unless somebody else has written since. */
    private SpoolEnd end() throws IOException {
        List<Path> files = new RecordFiles(disk, folder).chained();
        SpoolEnd last = known;
        if (last != null && !files.isEmpty()) {
            Path newest = files.get(files.size() - 1);
            long size = disk.size(newest);
            boolean mine = newest.equals(RecordFiles.numbered(folder, last.number()));
            if (mine && failed == 0 && size == last.size()) {
                return last;
            }
            if (mine && failed > 0 && size >= last.size() && size <= last.size() + failed) {
                return last.spoilt(size);
            }
        }
        letGo();
        failed = 0;
        forced = 0;
        return SpoolEnd.find(disk, files, clock.instant());
    }

    private void write(Entry entry, SpoolEnd end) throws IOException {
        var record = new ChainedEntry(end.next(), entry);
        byte[] line = EntryLine.encode(record);
        known = end;
        failed = line.length;
        DiskFile file = current == null ? disk.open(RecordFiles.numbered(folder, end.number())) : current;
        current = null;
        try {
            file.append(line);
            options.steps().accept(SpoolStep.ENTRY_WRITTEN);
            file.force();
        } catch (IOException failure) {
            abandon(file, failure);
            throw failure;
        }
        current = file;
        known = end.with(record, line.length);
        failed = 0;
        forced = known.sequence();
        options.steps().accept(SpoolStep.ENTRY_FORCED);
    }

    /** A file in which nothing was ever written is taken again, so that a full disk does not fill with names. */
    private SpoolEnd newFile(SpoolEnd end) throws IOException {
        letGo();
        if (end.sequence() > 0) {
            keepCheckpoint(end);
            options.steps().accept(SpoolStep.CHECKPOINT_KEPT);
        }
        SpoolEnd fresh = end.inNewFile(clock.instant());
        if (fresh.number() != end.number()) {
            disk.create(RecordFiles.numbered(folder, fresh.number())).close();
        }
        options.steps().accept(SpoolStep.FILE_NAMED);
        disk.forceDirectory(folder);
        options.steps().accept(SpoolStep.NAME_FORCED);
        return fresh;
    }

    /** The last record may be of a process that died before it was durable; nothing is to rest on it before it is. */
    private Checkpoint keepCheckpoint(SpoolEnd end) throws IOException {
        if (end.sequence() != forced) {
            try (DiskFile holder = disk.open(RecordFiles.numbered(folder, end.holder()))) {
                holder.force();
            }
            forced = end.sequence();
        }
        options.steps().accept(SpoolStep.LAST_FORCED);
        Checkpoint checkpoint = end.checkpoint(clock.instant());
        CheckpointFile.in(disk, folder).add(checkpoint);
        return checkpoint;
    }

    private void letGo() throws IOException {
        DiskFile file = current;
        current = null;
        if (file != null) {
            file.close();
        }
    }

    private static void abandon(DiskFile file, IOException failure) {
        try {
            file.close();
        } catch (IOException further) {
            failure.addSuppressed(further);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        letGo();
    }
}
