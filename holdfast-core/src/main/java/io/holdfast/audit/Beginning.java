package io.holdfast.audit;

import io.holdfast.event.ChainLink;
import io.holdfast.event.Entry;
import io.holdfast.event.RecordLine;
import org.jspecify.annotations.Nullable;

/** Why a chain does not begin with its first record: an entry that is further behind says what was pruned. */
final class Beginning {
    private final Discoveries discoveries;
    private final Gaps gaps;
    private final boolean mayBeAnywhere;
    private RecordLine.@Nullable Chained first;
    private int doubtful;
    private @Nullable Entry pruning;

    /**
     * @param mayBeAnywhere whether what is walked along may be a part of a chain only
     */
    Beginning(Discoveries discoveries, Gaps gaps, boolean mayBeAnywhere) {
        this.discoveries = discoveries;
        this.gaps = gaps;
        this.mayBeAnywhere = mayBeAnywhere;
    }

    /** The first record that can be believed, behind {@code before} lines that cannot. */
    void first(RecordLine.Chained line, int before) {
        first = line;
        doubtful = before;
    }

    /** Takes note of {@code entry}; the newest that tells of pruning counts. */
    void see(Entry entry) {
        if (entry.name().equals(Pruning.ACTION) && Pruning.through(entry) > 0) {
            pruning = entry;
        }
    }

    /** Judges the beginning, when everything was seen. */
    void judge() {
        RecordLine.Chained start = first;
        if (start == null) {
            return;
        }
        long missing = start.sequence() - 1 - doubtful;
        if (missing <= 0) {
            if (doubtful == 0 && !start.record().link().previous().equals(ChainLink.NOTHING_BEFORE)) {
                changed(start, ChainLink.NOTHING_BEFORE);
            }
        } else if (mayBeAnywhere) {
            discoveries.note("it begins with sequence %d; what was before is not in it".formatted(start.sequence()));
        } else {
            judge(start, missing);
        }
    }

    private void judge(RecordLine.Chained start, long missing) {
        Entry told = pruning;
        if (told == null || Pruning.through(told) < missing) {
            gaps.missing(1, missing, start.place(), start.sequence());
            return;
        }
        discoveries.note("sequence 1 to %d was pruned at %s by %s".formatted(missing, told.at(), told.actor()));
        if (Pruning.through(told) > missing) {
            discoveries.note(
                    "that pruning was to go up to sequence %d, and was not finished".formatted(Pruning.through(told)));
        } else if (doubtful == 0
                && !Pruning.hash(told).equals(start.record().link().previous())) {
            changed(start, Pruning.hash(told));
        }
    }

    private void changed(RecordLine.Chained start, String expected) {
        discoveries.add(Finding.at(
                start.place(),
                Finding.Kind.CHANGED,
                start.sequence(),
                "the hash before it to be " + expected,
                start.record().link().previous()));
    }
}
