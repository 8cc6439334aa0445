package io.holdfast.app.demo;

import io.holdfast.app.demo.Writers.Told;
import io.holdfast.app.demo.Writers.Written;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What writers were told during an outage, held against what the database holds.
 *
 * @param told what they were told
 * @param numbers what the table holds
 * @param back when the server took connections again, by the ticker of the writers
 */
record Aftermath(Told told, List<Long> numbers, long back) {

    /** Nothing was done from {@code start} to {@code end}. */
    private record Pause(long start, long end) {}

    /** Whether every write that was done is there once, and none that failed; an unknown one may be there or not. */
    boolean isTrue() {
        Set<Long> there = new HashSet<>(numbers);
        return there.size() == numbers.size()
                && told.written().stream().allMatch(write -> there.remove(write.number()))
                && told.unknown().containsAll(there);
    }

    void print(PrintStream out) {
        Pause pause = longestPause();
        out.printf(
                Locale.ROOT,
                "   %,d writes: %,d done, %,d failed, %,d with an unknown outcome%n",
                told.written().size() + told.failed().size() + told.unknown().size(),
                told.written().size(),
                told.failed().size(),
                told.unknown().size());
        out.printf(
                "   in the table: %s%n",
                isTrue() ? "each that was done, once, and none that failed" : "NOT what the writers were told");
        out.printf(Locale.ROOT, "   longest pause: %.1f s; %s%n", (pause.end() - pause.start()) / 1e9, first(pause));
    }

    private String first(Pause pause) {
        return pause.end() > back
                ? "%d ms after the server took connections again, the first write was done"
                        .formatted((pause.end() - back) / 1_000_000)
                : "the first write was done as soon as the server took connections again";
    }

    private Pause longestPause() {
        Pause longest = new Pause(back, back);
        List<Written> written = told.written();
        for (int next = 1; next < written.size(); next++) {
            Pause pause =
                    new Pause(written.get(next - 1).at(), written.get(next).at());
            if (pause.end() - pause.start() > longest.end() - longest.start()) {
                longest = pause;
            }
        }
        return longest;
    }
}
