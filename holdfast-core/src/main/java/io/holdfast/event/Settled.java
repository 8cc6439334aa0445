package io.holdfast.event;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes lines on without the entries whose writing had failed: the next record stands in the place of such a one. */
public final class Settled implements Consumer<RecordLine> {
    private final Consumer<RecordLine> next;
    private RecordLine.@Nullable Chained held;

    /** Passes on to {@code next}. */
    public Settled(Consumer<RecordLine> next) {
        this.next = next;
    }

    @Override
    public void accept(RecordLine line) {
        if (line instanceof RecordLine.Chained chained) {
            if (!replaces(held, chained, 0)) {
                finish();
            }
            held = chained;
        } else {
            next.accept(line);
        }
    }

    /** Passes on what is still held. */
    public void finish() {
        RecordLine.Chained last = held;
        held = null;
        if (last != null) {
            next.accept(last);
        }
    }

    /**
     * Whether the writing of {@code before} had failed, so that nobody was told that it is on record, and {@code line} is
     * in its place: it is the first of a later file, and counts the bytes of {@code before} for nothing.
     *
     * @param loose the bytes between them that are no record
     */
    public static boolean replaces(RecordLine.@Nullable Chained before, RecordLine.Chained line, long loose) {
        return before != null
                && line.sequence() == before.sequence()
                && line.place().line() == 1
                && !line.place().file().equals(before.place().file())
                && line.record().link().previous().equals(before.record().link().previous())
                && line.record().link().leftOver() >= loose + before.place().bytes();
    }
}
