package io.holdfast.event;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries in a folder of append-only files; an entry is durable before {@link #append} returns.
 *
 * <p>Each spool writes a file of its own, made with its first entry, and nobody else ever writes to it. So any number of
 * processes can share a folder without a lock: a lock of the operating system would be lost when another part of the
 * same process closes the same file, and a lock file would outlive a killed process. It also means that a torn end
 * stays where it is, cut off from everything: nothing is ever written behind it, and readers leave it out and report
 * it. For the same reason a file that failed once gets no further entry: after a failed force nobody knows what is on
 * the disk, so the next entry goes to a new file.
 *
 * <p>Safe for use by many threads.
 */
final class Spool implements Closeable {
    private static final String PREFIX = "actions-";
    private static final String SUFFIX = ".jsonl";

    private final Disk disk;
    private final Path folder;
    private final TimeOrderedIds ids;
    private final Consumer<SpoolStep> steps;
    private @Nullable DiskFile current;

    private Spool(Disk disk, Path folder, TimeOrderedIds ids, Consumer<SpoolStep> steps) {
        this.disk = disk;
        this.folder = folder;
        this.ids = ids;
        this.steps = steps;
    }

    static Spool open(Disk disk, Path folder, TimeOrderedIds ids, Consumer<SpoolStep> steps) throws IOException {
        disk.makeDirectories(folder);
        steps.accept(SpoolStep.FOLDER_READY);
        return new Spool(disk, folder, ids, steps);
    }

    /** Writes {@code entry}; durable when it returns. */
    synchronized void append(Entry entry) throws IOException {
        byte[] line = EntryLine.encode(entry);
        DiskFile file = current == null ? newFile() : current;
        current = null;
        try {
            file.append(line);
            steps.accept(SpoolStep.ENTRY_WRITTEN);
            file.force();
        } catch (IOException failure) {
            abandon(file, failure);
            throw failure;
        }
        current = file;
        steps.accept(SpoolStep.ENTRY_FORCED);
    }

    private DiskFile newFile() throws IOException {
        UUID name = ids.next();
        DiskFile file = disk.create(folder.resolve(PREFIX + name + SUFFIX));
        steps.accept(SpoolStep.FILE_NAMED);
        try {
            disk.forceDirectory(folder);
        } catch (IOException failure) {
            abandon(file, failure);
            throw failure;
        }
        steps.accept(SpoolStep.NAME_FORCED);
        return file;
    }

    private static void abandon(DiskFile file, IOException failure) {
        try {
            file.close();
        } catch (IOException further) {
            failure.addSuppressed(further);
        }
    }

    /** Reads what every process wrote into the folder. */
    Reading read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<Reading.Damage> damages = new ArrayList<>();
        for (Path file : disk.list(folder)) {
            String name = file.getFileName().toString();
            if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
                read(file, entries, damages);
            }
        }
        entries.sort(Comparator.comparing(Entry::at)
                .thenComparing(entry -> entry.id().toString()));
        return new Reading(List.copyOf(entries), List.copyOf(damages));
    }

    private void read(Path file, List<Entry> entries, List<Reading.Damage> damages) throws IOException {
        byte[] bytes = disk.read(file);
        int start = 0;
        while (start < bytes.length) {
            int end = endOfLine(bytes, start);
            byte[] line = Arrays.copyOfRange(bytes, start, end);
            int begin = start;
            EntryLine.decode(line)
                    .ifPresentOrElse(entries::add, () -> damages.add(damage(file, begin, line, end, bytes.length)));
            start = end + 1;
        }
    }

    /** A last line without its end, or with a hole in it, was being written: what is not forced reads as zeros. */
    private static Reading.Damage damage(Path file, int begin, byte[] line, int end, int length) {
        boolean last = end + 1 >= length;
        boolean torn = end == length || holds((byte) 0, line);
        return new Reading.Damage(
                file, begin, last && torn ? Reading.Damage.Kind.UNFINISHED : Reading.Damage.Kind.ALTERED);
    }

    private static int endOfLine(byte[] bytes, int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean holds(byte wanted, byte[] bytes) {
        for (byte each : bytes) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
