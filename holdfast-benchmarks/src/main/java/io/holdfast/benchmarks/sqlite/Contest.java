package io.holdfast.benchmarks.sqlite;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.Samples;
import io.holdfast.benchmarks.measure.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Turns of everybody with both settings, one after the other, in a changing order; the disk alone has a turn as well. */
final class Contest {
    private static final List<Contestant.Entry> CONTESTANTS = List.of(
            new Contestant.Entry(Peers.DEFERRED, Pooled::deferred),
            new Contestant.Entry(Peers.IMMEDIATE, Pooled::immediate),
            new Contestant.Entry(Peers.ONE_WRITER, OneWriter::new),
            new Contestant.Entry(Ours.NAME, Ours::usual),
            new Contestant.Entry(Ours.IN_ANY_THREAD, Ours::inAnyThread));

    private static final double MOST = 99.9;
    private static final double ALL = 100;

    private final Run run;
    private final Path folder;
    private final Duration warmUp;
    private final Duration measured;
    private final int rounds;
    private final Samples disk = new Samples();
    private long repeated;

    /** One whose files are in {@code folder}. */
    Contest(Run run, Path folder) {
        this.run = run;
        this.folder = folder;
        this.warmUp = Duration.ofMillis(run.times(1_000, 300));
        this.measured = Duration.ofMillis(run.times(5_000, 1_000));
        this.rounds = run.times(5, 3);
    }

    /** Everybody who takes part. */
    static List<Contestant.Entry> contestants() {
        return CONTESTANTS;
    }

    List<Figure> figures() throws Exception {
        tellTheTerms();
        List<Figure> figures = new ArrayList<>();
        for (Synchronous synchronous : Synchronous.values()) {
            Scores scores = scores(synchronous);
            figures.addAll(scores.figures());
            run.note("%s-busy: the share of the attempts that failed: %s"
                    .formatted(synchronous.word(), scores.busyShares()));
        }
        tellTheDisk();
        run.note(
                ("Holdfast began %d transactions and reads again by itself, because somebody else had the lock; those are"
                                + " not in busy")
                        .formatted(repeated));
        return figures;
    }

    private void tellTheTerms() throws IOException {
        run.note(
                ("8 writers, and 4 readers that pause 1 ms after each read; a write reads 1 row, updates 2 and inserts 1;"
                                + " %d rounds in a rotating order, after one that does not count; each turn with a new file on %s,"
                                + " measured for %d ms after %d ms; medians of the rounds, but busy is the sum of all and"
                                + " write-longest the longest of all")
                        .formatted(rounds, Files.getFileStore(folder).type(), measured.toMillis(), warmUp.toMillis()));
        run.note(
                "a write that failed as busy is tried again after 1 ms, and its time is that from the first attempt to the"
                        + " commit; fairness is the commits of the slowest writer for each 100 of the fastest");
        run.note("after each turn, the file held every acknowledged write once, and no update was lost");
    }

    private void tellTheDisk() {
        run.note(String.format(
                Locale.ROOT,
                "%s: 4 KiB written and forced by one thread alone, on the same disk, between the rounds, %d times:"
                        + " median %.2f ms, p99.9 %.2f ms, longest %.2f ms",
                Scores.DISK,
                disk.count(Scores.DISK),
                disk.median(Scores.DISK),
                disk.percentile(Scores.DISK, MOST),
                disk.percentile(Scores.DISK, ALL)));
    }

    /** A round that does not count comes first, so that nobody pays for code that is not compiled yet. */
    private Scores scores(Synchronous synchronous) throws Exception {
        var scores = new Scores(synchronous);
        List<Contestant.Entry> order = new ArrayList<>(CONTESTANTS);
        for (int round = 0; round <= rounds; round++) {
            run.tell("sqlite: %s, round %d of %d".formatted(synchronous.word(), round, rounds));
            boolean counts = round > 0;
            for (Contestant.Entry entry : order) {
                Turn turn = turn(entry, synchronous);
                if (counts) {
                    scores.add(entry.name(), turn);
                }
            }
            List<Double> pages = BareDisk.millis(folder.resolve("pages"), warmUp, run.time());
            if (counts) {
                scores.addDisk(pages);
                pages.forEach(page -> disk.add(Scores.DISK, page));
            }
            Collections.rotate(order, 1);
        }
        return scores;
    }

    private Turn turn(Contestant.Entry entry, Synchronous synchronous) throws Exception {
        try (TemporaryFolder place = TemporaryFolder.in(folder)) {
            Ledger ledger = Ledger.create(place.path().resolve("ledger.db"));
            Turn turn;
            try (Contestant contestant = entry.open(ledger.file(), synchronous)) {
                turn = Turn.of(contestant, warmUp, measured, run.time());
                repeated += contestant.repeated();
            }
            ledger.check(entry.name(), turn.acknowledged());
            return turn;
        }
    }
}
