package io.holdfast.benchmarks.connection;

import static io.holdfast.benchmarks.connection.ConnectionBench.OURS;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** A primary that freezes or dies under load: how soon reads succeed at the standby. */
final class Failover {
    private static final String KILLED = "connection.failover-killed";
    private static final String FROZEN = "connection.failover-frozen";
    private static final double FROZEN_MILLIS = 3_000;
    private static final double KILLED_MILLIS = 50;
    private static final double ALL = 100;

    /** Longer than the pause between two probes: a freeze meets the watch at any moment of it. */
    private static final Duration CYCLE = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Run run;

    Failover(Run run) {
        this.run = run;
    }

    List<Figure> figures() throws Exception {
        run.note("failover: a primary and its streaming standby, 4 reading threads of each contestant;"
                + " milliseconds to the first answer of the standby; the peers know both servers through the driver's list"
                + " of hosts; who has no answer within %d s gets that as its time".formatted(PATIENCE.toSeconds()));
        List<Figure> figures = new ArrayList<>();
        try (Pair servers = Pair.start(run)) {
            figures.addAll(killed(servers));
            figures.addAll(frozen(servers));
        }
        return figures;
    }

    /** In turn, in a changing order: all at once, they would measure how long four pools of connections take to open. */
    private List<Figure> killed(Pair servers) throws Exception {
        Samples millis = new Samples();
        int trials = run.times(15, 3);
        for (int trial = 1; trial <= trials; trial++) {
            run.tell("connection: failover-killed, %d of %d".formatted(trial, trials));
            List<Callable<Contestant>> order = new ArrayList<>(servers.readers());
            Collections.rotate(order, trial - 1);
            for (Callable<Contestant> contestant : order) {
                killed(servers, contestant, millis);
            }
        }
        run.note(
                "failover-killed: SIGKILL, %d times for each contestant alone; from the moment at which the kernel ended"
                                .formatted(trials)
                        + " a plain connection");
        double ours = millis.median(OURS);
        return List.of(
                new Figure(KILLED, "ms", ours, millis.peersOf(OURS), "at most 50 ms", ours <= KILLED_MILLIS),
                Figure.shown(KILLED + "-worst", "ms", millis.percentile(OURS, ALL), millis.peersOf(OURS, ALL)));
    }

    private void killed(Pair servers, Callable<Contestant> contestant, Samples millis) throws Exception {
        try (Race race = Race.of(List.of(contestant), run.time())) {
            long killed = kill(servers);
            finish(race, servers, killed, millis);
        }
        servers.primary().start();
        servers.standby().awaitReplay(servers.primary());
    }

    private long kill(Pair servers) throws Exception {
        try (Lookout lookout = Lookout.forDeath(servers.primary().port(), run.time())) {
            servers.primary().kill();
            return lookout.moment();
        }
    }

    private List<Figure> frozen(Pair servers) throws Exception {
        Samples millis = new Samples();
        int trials = run.times(5, 2);
        for (int trial = 1; trial <= trials; trial++) {
            run.tell("connection: failover-frozen, %d of %d".formatted(trial, trials));
            try (Race race = Race.of(servers.readers(), run.time())) {
                run.pause(run.between(Duration.ZERO, CYCLE));
                long frozen = run.now();
                servers.primary().freeze();
                try {
                    finish(race, servers, frozen, millis);
                } finally {
                    servers.primary().thaw();
                }
            }
            servers.standby().awaitReplay(servers.primary());
        }
        run.note(
                "failover-frozen: SIGSTOP, %d times, all contestants at once; from the moment before the signal was sent"
                        .formatted(trials));
        double worst = millis.percentile(OURS, ALL);
        return List.of(
                Figure.shown(FROZEN, "ms", millis.median(OURS), millis.peersOf(OURS)),
                new Figure(
                        FROZEN + "-worst",
                        "ms",
                        worst,
                        millis.peersOf(OURS, ALL),
                        "at most 3000 ms",
                        worst <= FROZEN_MILLIS));
    }

    private static void finish(Race race, Pair servers, long start, Samples millis) throws InterruptedException {
        int standby = servers.standby().port();
        race.finish(call -> call.server() == standby && call.ended() - start >= 0, start, PATIENCE, millis);
    }
}
