package io.holdfast.benchmarks.queue;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.Samples;
import io.holdfast.benchmarks.measure.TemporaryFolder;
import io.holdfast.config.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many callers who want to have something kept that cannot be written now: how many entries a second are on disk. */
final class Intake {
    static final int CALLERS = 256;
    private static final double TIMES = 20;

    /** The compiler of the JVM takes about so many rounds from the callers. */
    private static final int BEFORE = 6;

    private static final double NANOS = 1e9;

    private final Run run;
    private final Path folder;
    private final List<Contestant.Entry> contestants;
    private final int most;
    private final Duration longest;

    /** One whose files are in {@code folder}; at {@code place} nobody answers. */
    Intake(Run run, Path folder, Endpoint place) {
        this.run = run;
        this.folder = folder;
        this.contestants = contestants(place);
        this.most = run.times(300, 100);
        this.longest = Duration.ofMillis(run.times(3_000, 1_000));
    }

    static List<Contestant.Entry> contestants(Endpoint place) {
        return List.of(
                new Contestant.Entry(Ours.NAME, home -> Ours.before(place, home)),
                new Contestant.Entry(OneByOne.IN_TURN, OneByOne::inTurn),
                new Contestant.Entry(OneByOne.AT_ONCE, OneByOne::atOnce));
    }

    List<Figure> figures() throws Exception {
        int rounds = run.times(9, 3);
        int before = run.times(BEFORE, 1);
        Samples perSecond = new Samples();
        List<Contestant.Entry> order = new ArrayList<>(contestants);
        for (int round = 1 - before; round <= rounds; round++) {
            run.tell("queue: entries, round %d of %d".formatted(round, rounds));
            for (Contestant.Entry entry : order) {
                double turn = turn(entry);
                if (round > 0) {
                    perSecond.add(entry.name(), turn);
                }
            }
            Collections.rotate(order, 1);
        }
        run.note(String.format(
                Locale.ROOT,
                "entries: %d callers, each with at most %d entries of about %d bytes, and none that begins after %d ms; each"
                        + " waits for its entry before it has the next; %d rounds in a rotating order, after %d that do"
                        + " not count; each turn with a new folder on %s; medians of the rounds",
                CALLERS,
                most,
                new Order.Write().write(Order.of(CALLERS, most)).length,
                longest.toMillis(),
                rounds,
                before,
                Files.getFileStore(folder).type()));
        run.note("after each turn everything was closed and read again, and every acknowledged entry was there");
        return figures(perSecond);
    }

    static List<Figure> figures(Samples perSecond) {
        double ours = perSecond.median(Ours.NAME);
        boolean met = ours >= TIMES * perSecond.median(OneByOne.IN_TURN);
        return List.of(new Figure(
                "queue.entries", "1/s", ours, perSecond.peersOf(Ours.NAME), "20 × " + OneByOne.IN_TURN, met));
    }

    /** How many entries a second were on disk. */
    private double turn(Contestant.Entry entry) throws Exception {
        try (TemporaryFolder place = TemporaryFolder.in(folder)) {
            Contestant contestant = entry.way().open(place.path());
            Written written;
            try (contestant) {
                written = write(contestant);
            }
            check(entry.name(), written.entries(), contestant.kept());
            return written.entries() * NANOS / written.nanos();
        }
    }

    /** How many entries were acknowledged, and how long that took. */
    private record Written(long entries, long nanos) {}

    static void check(String name, long written, long kept) throws IOException {
        if (written != kept) {
            throw new IOException("%s acknowledged %d entries; %d are there".formatted(name, written, kept));
        }
    }

    private Written write(Contestant contestant) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            var ready = new CountDownLatch(CALLERS);
            var start = new CompletableFuture<Long>();
            List<Future<Integer>> writing = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                writing.add(callers.submit(() -> {
                    ready.countDown();
                    return write(contestant, number, start.join() + longest.toNanos());
                }));
            }
            ready.await();
            long began = run.now();
            start.complete(began);
            long entries = 0;
            for (Future<Integer> each : writing) {
                entries += each.get();
            }
            return new Written(entries, run.now() - began);
        } finally {
            callers.shutdownNow();
        }
    }

    private int write(Contestant contestant, int caller, long end) throws IOException {
        int written = 0;
        while (written < most && run.now() - end < 0) {
            contestant.keep(Order.of(caller, written));
            written++;
        }
        return written;
    }
}
