package io.holdfast.audit;

import io.holdfast.event.RecordLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which records are missing where they should be, and which stand where they should not. */
final class Gaps {
    private final Discoveries discoveries;
    private final List<Gap> gaps = new ArrayList<>();
    private final Map<Long, Stray> strays = new HashMap<>();

    Gaps(Discoveries discoveries) {
        this.discoveries = discoveries;
    }

    private record Stray(RecordLine.Place place, Finding finding) {}

    private record Gap(long from, long to, RecordLine.Place before, Finding finding) {
        boolean holds(long sequence) {
            return from <= sequence && sequence <= to;
        }
    }

    /** Records {@code from} to {@code to} do not stand before {@code place}, where they should. */
    void missing(long from, long to, RecordLine.Place place, long found) {
        long start = from;
        for (long stray : new TreeSet<>(strays.keySet()).subSet(from, to + 1)) {
            moved(stray, place);
            removed(start, stray - 1, place, found);
            start = stray + 1;
        }
        removed(start, to, place, found);
    }

    private void moved(long stray, RecordLine.Place home) {
        Stray here = strays.remove(stray);
        if (here != null) {
            discoveries.remove(here.finding);
            moved(here.place, stray, home);
        }
    }

    private void removed(long from, long to, RecordLine.Place place, long found) {
        if (from > to) {
            return;
        }
        String expected = from == to ? "it before this line" : "%d to %d before this line".formatted(from, to);
        Finding finding = Finding.at(place, Finding.Kind.REMOVED, from, expected, "sequence " + found);
        gaps.add(new Gap(from, to, place, finding));
        discoveries.add(finding);
    }

    /** The record {@code sequence} stands at {@code place}, where {@code expected} should stand. */
    void outOfPlace(RecordLine.Place place, long sequence, long expected) {
        for (Gap gap : gaps) {
            if (gap.holds(sequence)) {
                fill(gap, sequence);
                moved(place, sequence, gap.before);
                return;
            }
        }
        Finding finding = Finding.at(
                place, Finding.Kind.INSERTED, sequence, "sequence " + expected, "a record that does not belong here");
        strays.put(sequence, new Stray(place, finding));
        discoveries.add(finding);
    }

    /** Of two records with the number {@code sequence}, not the later but the one at {@code place} does not belong. */
    void ratherInserted(RecordLine.Place place, long sequence) {
        Stray later = strays.remove(sequence);
        if (later != null) {
            Finding finding = Finding.at(
                    place, Finding.Kind.INSERTED, sequence, "the one at " + later.place.words(), "another one");
            discoveries.remove(later.finding);
            discoveries.add(finding);
            strays.put(sequence, new Stray(place, finding));
        }
    }

    private void moved(RecordLine.Place place, long sequence, RecordLine.Place home) {
        discoveries.add(Finding.at(place, Finding.Kind.MOVED, sequence, "it before " + home.words(), "it here"));
    }

    private void fill(Gap gap, long sequence) {
        gaps.remove(gap);
        discoveries.remove(gap.finding);
        if (gap.from < sequence) {
            missing(gap.from, sequence - 1, gap.before, sequence);
        }
        if (sequence < gap.to) {
            missing(sequence + 1, gap.to, gap.before, gap.to + 1);
        }
    }
}
