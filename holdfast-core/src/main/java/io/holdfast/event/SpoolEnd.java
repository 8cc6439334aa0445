package io.holdfast.event;

import io.holdfast.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the chain ends on the disk, and so where the next record goes.
 *
 * @param number the number of the newest file; 0 if there is none
 * @param size how many bytes it holds
 * @param begun when its first record was written; now, if it has none
 * @param holder the number of the file that holds the last record; 0 if there is no record
 * @param sequence the number of the last record; 0 if there is none
 * @param hash the hash of that record
 * @param leftOver how many bytes lie behind it that are no record
 * @param open whether a further record may be put behind it in the same file
 */
record SpoolEnd(
        int number, long size, Instant begun, int holder, long sequence, String hash, long leftOver, boolean open) {

    /** Looks for it in {@code files}, those of the chain, the oldest first. */
    static SpoolEnd find(Disk disk, List<Path> files, Instant now) throws IOException {
        var none = new SpoolEnd(0, 0, now, 0, 0, ChainLink.NOTHING_BEFORE, 0, false);
        if (files.isEmpty()) {
            return none;
        }
        Path newest = files.get(files.size() - 1);
        byte[] content = disk.read(newest);
        var base = new SpoolEnd(number(newest), content.length, begun(content, now), 0, 0, none.hash, 0, false);
        long leftOver = 0;
        for (int at = files.size() - 1; at >= 0; at--) {
            byte[] bytes = at == files.size() - 1 ? content : disk.read(files.get(at));
            Optional<Last> last = last(bytes);
            if (last.isPresent()) {
                long rest = leftOver + bytes.length - last.get().end;
                boolean open = rest == 0 && at == files.size() - 1 && bytes[bytes.length - 1] == '\n';
                return base.behind(number(files.get(at)), last.get(), rest, open);
            }
            leftOver += bytes.length;
        }
        return base.withLeftOver(leftOver);
    }

    private SpoolEnd behind(int file, Last last, long rest, boolean goesOn) {
        return new SpoolEnd(number, size, begun, file, last.link.sequence(), last.hash, rest, goesOn);
    }

    private SpoolEnd withLeftOver(long bytes) {
        return new SpoolEnd(number, size, begun, holder, sequence, hash, bytes, false);
    }

    /** The same with the next file, which is empty. */
    SpoolEnd inNewFile(Instant now) {
        int next = size == 0 && number > 0 ? number : number + 1;
        return new SpoolEnd(next, 0, now, holder, sequence, hash, leftOver, true);
    }

    /** The place of a record that is put here. */
    ChainLink next() {
        return new ChainLink(sequence + 1, hash, leftOver);
    }

    /** The same once {@code record}, written in {@code bytes}, is there. */
    SpoolEnd with(ChainedEntry record, long bytes) {
        Instant first = size == 0 ? record.entry().at() : begun;
        return new SpoolEnd(number, size + bytes, first, number, record.link().sequence(), record.hash(), 0, true);
    }

    /** The same after a write has failed that may have left something, so that the file now has {@code grown} bytes. */
    SpoolEnd spoilt(long grown) {
        return new SpoolEnd(number, grown, begun, holder, sequence, hash, leftOver + grown - size, false);
    }

    Checkpoint checkpoint(Instant now) {
        return new Checkpoint(sequence, hash, now);
    }

    private static int number(Path file) {
        return RecordFiles.number(file).orElseThrow();
    }

    private static Instant begun(byte[] bytes, Instant now) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return EntryLine.decode(Arrays.copyOf(bytes, end))
                .map(decoded -> decoded.entry().at())
                .orElse(now);
    }

    private record Last(ChainLink link, String hash, int end) {}

    /** The last line that is a record, looked for from the end. */
    private static Optional<Last> last(byte[] bytes) {
        int end = bytes.length;
        while (end > 0) {
            int stop = bytes[end - 1] == '\n' ? end - 1 : end;
            int start = stop;
            while (start > 0 && bytes[start - 1] != '\n') {
                start--;
            }
            int whole = end;
            Optional<Last> found = EntryLine.decode(Arrays.copyOfRange(bytes, start, stop))
                    .flatMap(decoded ->
                            Optional.ofNullable(decoded.link()).map(link -> new Last(link, decoded.hash(), whole)));
            if (found.isPresent()) {
                return found;
            }
            end = start;
        }
        return Optional.empty();
    }
}
