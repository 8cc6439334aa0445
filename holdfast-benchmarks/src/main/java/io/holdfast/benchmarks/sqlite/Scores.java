package io.holdfast.benchmarks.sqlite;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What all turns with one setting came to. */
final class Scores {
    /** What the disk alone is called beside the contestants. */
    static final String DISK = "a bare fsync";

    private static final double MOST = 99.9;
    private static final double ALL = 100;

    private final Synchronous synchronous;
    private final Samples commits = new Samples();
    private final Samples reads = new Samples();
    private final Samples fairness = new Samples();
    private final Samples latest = new Samples();
    private final Samples longest = new Samples();
    private final Map<String, Long> busy = new LinkedHashMap<>();
    private final Map<String, Long> attempts = new LinkedHashMap<>();

    Scores(Synchronous synchronous) {
        this.synchronous = synchronous;
    }

    /** Adds a turn of {@code contestant}. */
    void add(String contestant, Turn turn) {
        commits.add(contestant, turn.commits());
        reads.add(contestant, turn.reads());
        fairness.add(contestant, turn.fairness());
        addTimes(contestant, turn.millis());
        busy.merge(contestant, turn.busy(), Long::sum);
        attempts.merge(contestant, turn.attempts(), Long::sum);
    }

    /** Adds what pages took on the disk alone. */
    void addDisk(List<Double> millis) {
        addTimes(DISK, millis);
    }

    private void addTimes(String name, List<Double> millis) {
        Samples times = new Samples();
        millis.forEach(each -> times.add(name, each));
        latest.add(name, times.percentile(name, MOST));
        longest.add(name, times.percentile(name, ALL));
    }

    /** The figures of all turns: medians of the turns, and the worst of them where it says so. */
    List<Figure> figures() {
        long oursBusy = busy.getOrDefault(Ours.NAME, 0L) + busy.getOrDefault(Ours.IN_ANY_THREAD, 0L);
        return List.of(
                commits("commits", Ours.NAME),
                commits("commits-any-thread", Ours.IN_ANY_THREAD),
                new Figure(id("busy"), "calls", oursBusy, busyPeers(), "0", oursBusy == 0),
                Figure.shown(id("write-p99.9"), "ms", latest.median(Ours.NAME), latest.peersOf(Ours.NAME)),
                Figure.shown(
                        id("write-longest"), "ms", longest.percentile(Ours.NAME, ALL), longest.peersOf(Ours.NAME, ALL)),
                Figure.shown(id("fairness"), "%", fairness.median(Ours.NAME), fairness.peersOf(Ours.NAME)),
                Figure.shown(id("reads"), "1/s", reads.median(Ours.NAME), reads.peersOf(Ours.NAME)));
    }

    private Figure commits(String what, String name) {
        double ours = commits.median(name);
        boolean met = ours >= synchronous.timesImmediate() * commits.median(Peers.IMMEDIATE)
                && ours >= synchronous.timesOneWriter() * commits.median(Peers.ONE_WRITER);
        String goal = String.format(
                Locale.ROOT,
                "%.0f × %s, %.1f × %s",
                synchronous.timesImmediate(),
                Peers.IMMEDIATE,
                synchronous.timesOneWriter(),
                Peers.ONE_WRITER);
        Map<String, Double> peers = new LinkedHashMap<>(commits.peersOf(name));
        peers.remove(Ours.NAME);
        return new Figure(id(what), "1/s", ours, peers, goal, met);
    }

    /** Which share of the attempts to write failed as busy, of everybody of whom any did. */
    Map<String, String> busyShares() {
        Map<String, String> shares = new LinkedHashMap<>();
        busy.forEach((name, count) -> {
            if (count > 0) {
                shares.put(
                        name, String.format(Locale.ROOT, "%.1f %%", ALL * count / attempts.getOrDefault(name, count)));
            }
        });
        return shares;
    }

    private Map<String, Double> busyPeers() {
        Map<String, Double> peers = new LinkedHashMap<>();
        busy.forEach((name, count) -> peers.put(name, count.doubleValue()));
        peers.remove(Ours.NAME);
        peers.remove(Ours.IN_ANY_THREAD);
        return peers;
    }

    private String id(String what) {
        return "sqlite.%s-%s".formatted(synchronous.word(), what);
    }
}
