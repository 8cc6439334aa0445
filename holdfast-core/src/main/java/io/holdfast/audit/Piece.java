package io.holdfast.audit;

import io.holdfast.event.Entry;
import io.holdfast.event.Reading;
import io.holdfast.event.RecordLine;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Passes on one piece of the record, without holes, so that its chain can be verified: entries stand in the order in which
 * they were written, and their times nearly so.
 */
final class Piece implements Consumer<RecordLine> {
    private final Instant since;
    private final Instant until;
    private final Consumer<RecordLine> taker;
    private boolean begun;
    private boolean ended;
    private long unreadable;

    Piece(Instant since, Instant until, Consumer<RecordLine> taker) {
        this.since = since;
        this.until = until;
        this.taker = taker;
    }

    @Override
    public void accept(RecordLine line) {
        if (line instanceof RecordLine.Chained chained) {
            acceptChained(chained);
        } else if (line instanceof RecordLine.Unchained unchained) {
            Entry entry = unchained.entry();
            if (!entry.at().isBefore(since) && entry.at().isBefore(until)) {
                taker.accept(line);
            }
        } else if (line instanceof RecordLine.Broken broken && broken.kind() == Reading.Damage.Kind.ALTERED) {
            unreadable++;
        }
    }

    private void acceptChained(RecordLine.Chained line) {
        Instant at = line.record().entry().at();
        begun |= !at.isBefore(since);
        ended |= begun && !at.isBefore(until);
        if (begun && !ended) {
            taker.accept(line);
        }
    }

    /** How many lines could not be read; what was never finished counts for nothing. */
    long unreadable() {
        return unreadable;
    }
}
