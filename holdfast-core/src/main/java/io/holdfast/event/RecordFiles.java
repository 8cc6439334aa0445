package io.holdfast.event;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.error.HoldfastException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a record, for reading. One file at a time is in memory. Nothing is held meanwhile: what others write may
 * be seen, or not, or in part.
 */
public final class RecordFiles {
    private static final Pattern CHAINED = Pattern.compile("audit-([0-9]{9})\\.jsonl");
    private static final Pattern BEFORE_THE_CHAIN = Pattern.compile("actions-.+\\.jsonl");

    private final Disk disk;
    private final Path folder;

    /** Those in {@code folder}, which may be missing: then there are none. */
    public RecordFiles(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /**
     * The files of the chain, the oldest first.
     *
     * @throws HoldfastException if the folder cannot be read
     */
    public List<Path> chained() {
        return reading(() -> named(CHAINED));
    }

    /**
     * The files from before there was a chain, the oldest first.
     *
     * @throws HoldfastException if the folder cannot be read
     */
    public List<Path> beforeTheChain() {
        return reading(() -> named(BEFORE_THE_CHAIN));
    }

    /**
     * The checkpoints that are kept beside the record, the oldest first.
     *
     * @throws HoldfastException if they cannot be read
     */
    public List<Checkpoint> checkpoints() {
        return reading(() -> CheckpointFile.in(disk, folder).all());
    }

    /**
     * The id of the chain; empty if it has none yet.
     *
     * @throws HoldfastException if it cannot be read
     */
    public Optional<UUID> chain() {
        return reading(() -> ChainFile.in(disk, folder).read());
    }

    /**
     * How many bytes {@code file} holds.
     *
     * @throws HoldfastException if that cannot be found out
     */
    public long size(Path file) {
        return reading(() -> disk.size(file));
    }

    /**
     * Makes durable what is in {@code file}, whoever wrote it, before others are told of it.
     *
     * @throws HoldfastException if that cannot be promised
     */
    public void force(Path file) {
        try (DiskFile open = disk.open(file)) {
            open.force();
            disk.forceDirectory(folder);
        } catch (IOException failure) {
            throw RecordFailure.of(folder, "made durable", failure, "");
        }
    }

    /**
     * Every line of every file, those from before the chain first.
     *
     * @throws HoldfastException if a file cannot be read
     */
    public void each(Consumer<RecordLine> reader) {
        beforeTheChain().forEach(file -> each(file, reader));
        chained().forEach(file -> each(file, reader));
    }

    /**
     * Every line of {@code file}. A line that belongs to files of the other kind is told as altered.
     *
     * @throws HoldfastException if it cannot be read
     */
    public void each(Path file, Consumer<RecordLine> reader) {
        byte[] bytes = reading(() -> disk.read(file));
        boolean chained = number(file).isPresent();
        int start = 0;
        for (int number = 1; start < bytes.length; number++) {
            int end = endOfLine(bytes, start);
            int next = Math.min(end + 1, bytes.length);
            var place = new RecordLine.Place(file, number, start, next - start);
            reader.accept(judged(place, Arrays.copyOfRange(bytes, start, end), next == bytes.length, chained));
            start = next;
        }
    }

    private static RecordLine judged(RecordLine.Place place, byte[] line, boolean last, boolean chained) {
        RecordLine read = RecordLine.of(place, line);
        if (read instanceof RecordLine.Broken) {
            return new RecordLine.Broken(place, kind(place, line, last));
        }
        boolean here = chained == read instanceof RecordLine.Chained;
        return here ? read : new RecordLine.Broken(place, Reading.Damage.Kind.ALTERED);
    }

    /**
     * A last line without its end, or with a hole in it, was being written: what is not forced reads as zeros. A whole
     * entry with something else where its line feed was is another matter.
     */
    private static Reading.Damage.Kind kind(RecordLine.Place place, byte[] line, boolean last) {
        boolean open = place.bytes() == line.length;
        boolean whole = open
                && line.length > 0
                && EntryLine.decode(Arrays.copyOf(line, line.length - 1)).isPresent();
        boolean torn = last && !whole && (open || holdsZero(line));
        return torn ? Reading.Damage.Kind.UNFINISHED : Reading.Damage.Kind.ALTERED;
    }

    private static boolean holdsZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }

    private static int endOfLine(byte[] bytes, int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /**
     * Removes {@code files}, in this order; durable when it returns. If the power is cut before, the first few are gone.
     *
     * @param removed is told after each, when it is not durable yet
     * @throws HoldfastException if one cannot be removed
     */
    public void remove(List<Path> files, Consumer<Path> removed) {
        try {
            for (Path file : files) {
                disk.delete(file);
                removed.accept(file);
            }
            disk.forceDirectory(folder);
        } catch (IOException failure) {
            throw RecordFailure.of(folder, "pruned", failure, "; what was not removed is as it was");
        }
    }

    /** The file of the chain with this number. */
    static Path numbered(Path folder, int number) {
        return folder.resolve("audit-%09d.jsonl".formatted(number));
    }

    /** The number of a file of the chain; empty for another file. */
    static Optional<Integer> number(Path file) {
        Matcher name = CHAINED.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(Integer.valueOf(name.group(1))) : Optional.empty();
    }

    private List<Path> named(Pattern pattern) throws IOException {
        try {
            return disk.list(folder).stream()
                    .filter(file ->
                            pattern.matcher(String.valueOf(file.getFileName())).matches())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private <T> T reading(Read<T> work) {
        try {
            return work.run();
        } catch (IOException failure) {
            throw RecordFailure.of(folder, "read", failure, "");
        }
    }

    private interface Read<T> {
        T run() throws IOException;
    }
}
