package io.holdfast.benchmarks.queue;

import io.holdfast.Holdfast;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.Samples;
import io.holdfast.config.Endpoint;
import io.holdfast.degrade.FreeOperation;
import io.holdfast.event.Availability;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.testkit.fault.PostgresProcess;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * How long an operation takes that needs no database, in windows in which the database is there and windows in which it is
 * away, in turns, under the same load of others that need it.
 */
final class Undisturbed {
    static final String UP = "while it is there";
    static final String DOWN = "while it is away";
    private static final double TIMES = 1.2;
    private static final double MOST = 99;
    private static final double MICROS = 1e3;
    private static final int BYTES = 100_000;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Run run;
    private final Path folder;
    private final PostgresProcess server;
    private final Duration window;
    private final byte[] bytes = new byte[BYTES];

    /** Holdfast's own files are in {@code folder}. */
    Undisturbed(Run run, Path folder, PostgresProcess server) {
        this.run = run;
        this.folder = folder;
        this.server = server;
        this.window = Duration.ofMillis(run.times(2_000, 500));
        run.time().random().nextBytes(bytes);
    }

    List<Figure> figures() throws Exception {
        Endpoint place = server.endpoint("app");
        server.execute(place, Order.TABLE);
        Samples latest = new Samples();
        int pairs = run.times(30, 5);
        try (FaultProxy proxy = FaultProxy.to(place);
                Holdfast holdfast = Shop.open(folder.resolve("home"), proxy.endpoint(place));
                Others others = Others.begin(holdfast.operations(), run.time())) {
            FreeOperation digest = holdfast.operations().none("digest");
            await(() -> holdfast.availability() == Availability.READY);
            window(digest);
            for (int pair = 0; pair < pairs; pair++) {
                run.tell("queue: what needs no database, %d of %d".formatted(pair + 1, pairs));
                await(() -> holdfast.availability() == Availability.READY
                        && holdfast.operations().queued().isEmpty());
                latest.add(UP, window(digest));
                proxy.refuse();
                await(() -> holdfast.availability() == Availability.DOWN);
                latest.add(DOWN, window(digest));
                proxy.forward();
            }
            run.note(
                    ("free-p99: SHA-256 of %d bytes, again and again in one thread, while %s; the database is there and"
                                    + " away in turns, %d windows of %d ms each; the window begins when Holdfast knows, and when"
                                    + " nothing is queued any more; the median of the windows' 99th percentiles")
                            .formatted(BYTES, others.description(), pairs, window.toMillis()));
        }
        return figures(latest);
    }

    static List<Figure> figures(Samples latest) {
        double away = latest.median(DOWN);
        double there = latest.median(UP);
        return List.of(new Figure(
                "queue.free-p99", "µs", away, latest.peersOf(DOWN), "at most 1.2 × " + UP, away <= TIMES * there));
    }

    /** The 99th percentile of what was done in one window, in microseconds. */
    private double window(FreeOperation digest) throws Exception {
        Samples micros = new Samples();
        long end = run.now() + window.toNanos();
        for (long began = run.now(); began - end < 0; began = run.now()) {
            digest.run(() -> MessageDigest.getInstance("SHA-256").digest(bytes));
            micros.add("", (run.now() - began) / MICROS);
        }
        return micros.percentile("", MOST);
    }

    private void await(BooleanSupplier condition) throws Exception {
        long end = run.now() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (run.now() - end > 0) {
                throw new IllegalStateException("the database did not come or go within " + PATIENCE);
            }
            run.pause(LOOK);
        }
    }
}
