package io.holdfast.audit;

import io.holdfast.event.Checkpoint;
import io.holdfast.event.Reading;
import io.holdfast.event.RecordLine;
import io.holdfast.event.Settled;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain line by line and finds what does not fit. One change makes one finding: where a record stands out of
 * order, the next one decides whether it is the one that is wrong, or those before it are missing.
 */
final class ChainWalk {
    private final Discoveries discoveries = new Discoveries();
    private final Gaps gaps = new Gaps(discoveries);
    private final OpenActions open = new OpenActions();
    private final Beginning beginning;
    private final Checkpoints checkpoints;

    private RecordLine.@Nullable Chained last;
    private RecordLine.@Nullable Chained ahead;

    /** Lines behind the last record that may stand for records, but say nothing that can be believed. */
    private int doubtful;

    private long loose;
    private RecordLine.@Nullable Place looseAt;
    private final Set<String> twins = new HashSet<>();
    private long records;
    private long first;
    private long beforeTheChain;

    /**
     * @param known checkpoints to compare with
     * @param part whether the chain may begin anywhere
     */
    ChainWalk(List<Checkpoint> known, boolean part) {
        beginning = new Beginning(discoveries, gaps, part);
        checkpoints = new Checkpoints(known, discoveries);
    }

    void see(RecordLine line) {
        if (line instanceof RecordLine.Chained chained) {
            see(chained);
        } else {
            settleAhead();
            if (line instanceof RecordLine.Unchained unchained) {
                see(unchained);
            } else if (line instanceof RecordLine.Broken broken) {
                see(broken);
            }
        }
    }

    private void see(RecordLine.Unchained line) {
        open.see(line.entry());
        if (last == null) {
            beforeTheChain++;
        } else {
            inserted(line.place(), "an entry that is not chained");
        }
    }

    private void see(RecordLine.Broken line) {
        if (line.kind() == Reading.Damage.Kind.UNFINISHED) {
            loose += line.place().bytes();
            looseAt = line.place();
            discoveries.note(
                    line.place().words() + ": torn end of an entry that was never finished, as a crash or a power"
                            + " cut leaves it; nobody was told that it is on record");
        } else {
            doubtful++;
            discoveries.add(Finding.at(
                    line.place(), Finding.Kind.CHANGED, expected() + doubtful - 1, "a record", "a line that is none"));
        }
    }

    private void see(RecordLine.Chained line) {
        if (!line.isSound()) {
            settleAhead();
            unsound(line);
            return;
        }
        open.see(line.record().entry());
        beginning.see(line.record().entry());
        RecordLine.Chained waiting = ahead;
        if (waiting != null) {
            ahead = null;
            if (line.sequence() == waiting.sequence() + 1) {
                accept(waiting);
            } else {
                gaps.outOfPlace(waiting.place(), waiting.sequence(), expected());
            }
        }
        place(line);
    }

    /** Its own number may be what was changed, so its place says which record it is. */
    private void unsound(RecordLine.Chained line) {
        doubtful++;
        records++;
        discoveries.add(Finding.at(
                line.place(),
                Finding.Kind.CHANGED,
                expected() + doubtful - 1,
                "contents with the hash " + line.written(),
                line.computed()));
    }

    private void place(RecordLine.Chained line) {
        long sequence = line.sequence();
        if (last == null) {
            accept(line);
        } else if (doubtful == 0 && Settled.replaces(last, line, loose)) {
            replace(line);
        } else if (sequence == expected() || sequence == expected() + doubtful) {
            accept(line);
        } else if (sequence > expected()) {
            ahead = line;
        } else {
            if (sequence == last.sequence()) {
                twins.add(line.computed());
            }
            records++;
            gaps.outOfPlace(line.place(), sequence, expected());
        }
    }

    private void replace(RecordLine.Chained line) {
        RecordLine.Chained before = last;
        if (before != null) {
            discoveries.note(
                    before.place().words() + ": an entry whose writing had failed; the action was refused, and "
                            + line.place().words() + " is in its place");
            records--;
        }
        settle(line);
    }

    private void accept(RecordLine.Chained line) {
        RecordLine.Chained before = last;
        if (before == null) {
            first = Math.max(1, line.sequence() - doubtful);
            beginning.first(line, doubtful);
        } else if (line.sequence() > expected() + doubtful) {
            gaps.missing(expected() + doubtful, line.sequence() - 1, line.place(), line.sequence());
        } else if (line.sequence() == expected()) {
            compare(before, line);
        }
        if (loose > line.record().link().leftOver() && looseAt != null) {
            discoveries.add(Finding.at(
                    looseAt,
                    Finding.Kind.INSERTED,
                    line.sequence(),
                    "%d bytes that count for nothing, as the next record says"
                            .formatted(line.record().link().leftOver()),
                    loose + " bytes"));
        }
        if (before != null) {
            checkpoints.see(before);
        }
        settle(line);
    }

    /** The record before is what the next one says it is, or it was replaced by one that is sound in itself. */
    private void compare(RecordLine.Chained before, RecordLine.Chained line) {
        String previous = line.record().link().previous();
        if (previous.equals(before.computed())) {
            return;
        }
        if (twins.contains(previous)) {
            gaps.ratherInserted(before.place(), before.sequence());
            return;
        }
        discoveries.add(Finding.at(
                before.place(),
                Finding.Kind.CHANGED,
                before.sequence(),
                "hash %s, as %s says".formatted(previous, line.place().words()),
                before.computed()));
    }

    private void settle(RecordLine.Chained line) {
        last = line;
        loose = 0;
        doubtful = 0;
        twins.clear();
        records++;
    }

    private void settleAhead() {
        RecordLine.Chained waiting = ahead;
        if (waiting != null) {
            ahead = null;
            accept(waiting);
        }
    }

    private void inserted(RecordLine.Place place, String found) {
        discoveries.add(Finding.at(place, Finding.Kind.INSERTED, expected(), "sequence " + expected(), found));
    }

    private long expected() {
        RecordLine.Chained before = last;
        return before == null ? 1 : before.sequence() + 1;
    }

    AuditReport report() {
        settleAhead();
        beginning.judge();
        RecordLine.Chained end = last;
        if (end != null && checkpoints.know(end.sequence(), twins)) {
            gaps.ratherInserted(end.place(), end.sequence());
        } else if (end != null) {
            checkpoints.see(end);
        }
        long number = end == null ? 0 : end.sequence();
        checkpoints.judge(first, number + doubtful);
        return new AuditReport(
                records,
                first,
                number,
                end == null ? "" : end.computed(),
                beforeTheChain,
                checkpoints.compared(),
                discoveries.findings(),
                discoveries.notes(),
                open.all());
    }
}
