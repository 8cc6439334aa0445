package io.holdfast.degrade.queue;

import io.holdfast.degrade.queue.RecordLine.Decoded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the bytes of one segment say.
 *
 * <p>Lines that were written together count when the last of them is there. A line that is broken is skipped, and reading
 * goes on behind it. Whether it was being written when the process or the machine stopped, or was changed afterwards, is
 * told by where it stands and what is in it: only the last write of a segment can be unfinished, and what was not forced
 * is missing or reads as zeros.
 */
final class SegmentReading {
    private static final byte[] SEAM = {'"', '}'};

    private final byte[] bytes;
    private final List<Placed> records = new ArrayList<>();
    private final List<Broken> damages = new ArrayList<>();
    private final List<Placed> together = new ArrayList<>();
    private final List<Broken> brokenTogether = new ArrayList<>();
    private final List<Broken> brokenLast = new ArrayList<>();
    private long unfinished;

    /** A record and the place where its line begins. */
    record Placed(QueueRecord record, long offset) {}

    /** A line that says nothing. */
    record Broken(long offset, int length, boolean torn) {}

    private SegmentReading(byte[] bytes) {
        this.bytes = bytes;
    }

    static SegmentReading of(byte[] bytes) {
        SegmentReading reading = new SegmentReading(bytes);
        reading.readAll();
        return reading;
    }

    /** Every record that counts, in its order. */
    List<Placed> records() {
        return records;
    }

    /** Lines that were changed after they were written. */
    List<Broken> damages() {
        return damages;
    }

    /** How many bytes at the end were being written when the process or the machine stopped. */
    long unfinished() {
        return unfinished;
    }

    private void readAll() {
        int start = 0;
        while (start < bytes.length) {
            int end = endOfLine(start);
            int next = Math.min(end + 1, bytes.length);
            read(start, end, next);
            start = next;
        }
        endOfSegment();
    }

    private int endOfLine(int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private void read(int start, int end, int next) {
        Optional<Decoded> decoded = end < next ? decode(start, end) : Optional.empty();
        if (decoded.isPresent()) {
            accept(decoded.get(), start);
        } else if (!split(start, end)) {
            boolean torn = end == next || holdsZero(start, end);
            brokenTogether.add(new Broken(start, next - start, torn));
        }
    }

    private Optional<Decoded> decode(int start, int end) {
        return RecordLine.decode(Arrays.copyOfRange(bytes, start, end));
    }

    /** Where something else stands in the place of a line feed, two whole lines look like one; the last may lack its own. */
    private boolean split(int start, int end) {
        boolean found = false;
        int from = start;
        for (int at = start; at + 2 < end; at++) {
            boolean seam = bytes[at] == SEAM[0] && bytes[at + 1] == SEAM[1];
            Optional<Decoded> left = seam ? decode(from, at + 2) : Optional.empty();
            if (left.isPresent()) {
                damages.add(new Broken(at + 2, 1, false));
                accept(left.get(), from);
                found = true;
                from = at + 3;
            }
        }
        if (found && from < end) {
            Optional<Decoded> rest = decode(from, end);
            rest.ifPresent(last -> accept(last, start));
            if (rest.isEmpty()) {
                brokenTogether.add(new Broken(from, end - from, holdsZero(from, end)));
            }
        }
        return found;
    }

    private boolean holdsZero(int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] == 0) {
                return true;
            }
        }
        return false;
    }

    private void accept(Decoded decoded, int offset) {
        if (decoded.isFirst()) {
            endOfEarlier();
        }
        together.add(new Placed(decoded.record(), offset));
        if (decoded.left() == 0) {
            int missing = decoded.of() - together.size();
            while (brokenTogether.size() > missing) {
                damages.add(brokenTogether.remove(0)); // of a write before this one
            }
            count();
        }
    }

    /** A write begins here, so whatever stands before was durable once. */
    private void endOfEarlier() {
        count();
        damages.addAll(brokenLast);
        brokenLast.clear();
    }

    /** What was broken in the write before can no longer be the end of the segment. */
    private void count() {
        damages.addAll(brokenLast);
        brokenLast.clear();
        brokenLast.addAll(brokenTogether);
        brokenTogether.clear();
        records.addAll(together);
        together.clear();
    }

    /** The end of the last write was changed, or it never came to its end: in the second case nobody was told. */
    private void endOfSegment() {
        boolean changed = !brokenTogether.isEmpty()
                && !brokenTogether.get(brokenTogether.size() - 1).torn();
        if (changed) {
            count();
        }
        long open = together.isEmpty() ? bytes.length : together.get(0).offset();
        long broken =
                brokenTogether.isEmpty() ? bytes.length : brokenTogether.get(0).offset();
        unfinished = bytes.length - Math.min(open, broken);
        if (!together.isEmpty() || !brokenTogether.isEmpty()) {
            damages.addAll(brokenLast);
        } else {
            judgeLast();
        }
    }

    private void judgeLast() {
        for (Broken each : brokenLast) {
            if (each.torn()) {
                unfinished += each.length();
            } else {
                damages.add(each);
            }
        }
    }
}
