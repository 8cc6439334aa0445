package io.holdfast.benchmarks.connection;

import static io.holdfast.benchmarks.connection.ConnectionBench.OURS;

import io.holdfast.benchmarks.measure.Declared;
import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.Samples;
import io.holdfast.config.Endpoint;
import io.holdfast.testkit.fault.PostgresProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A server that is killed under load and started again after a while: how soon calls succeed once it takes connections,
 * and how long a call takes that has no chance.
 */
final class Recovery {
    private static final double RECOVERED_MILLIS = 250;
    private static final double REJECTED_MILLIS = 1;
    private static final double MOST = 99;
    private static final double ALL = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Range> RANGES = List.of(
            new Range("recovery-2-4s", Duration.ofSeconds(2), Duration.ofSeconds(4)),
            new Range("recovery-10-15s", Duration.ofSeconds(10), Duration.ofSeconds(15)));

    private final Run run;
    private final Samples duringOutage = new Samples();

    /** How long an outage may last. */
    private record Range(String id, Duration least, Duration most) {}

    Recovery(Run run) {
        this.run = run;
    }

    List<Figure> figures() throws Exception {
        run.note("recovery: every process of the server killed with SIGKILL under 4 threads of each contestant, all at"
                + " once, and started again; milliseconds from the first connection that the plain driver gets, asking"
                + " every 5 ms, to the first success; every thread pauses 1 ms after each call, however it ended; the"
                + " server does not wait for its disk (fsync off)");
        List<Figure> figures = new ArrayList<>();
        try (PostgresProcess server = PostgresProcess.fresh()) {
            for (Range range : RANGES) {
                figures.addAll(recovery(server, range));
            }
        }
        figures.add(rejected());
        return figures;
    }

    private List<Figure> recovery(PostgresProcess server, Range range) throws Exception {
        Samples millis = new Samples();
        int trials = run.times(7, 2);
        for (int trial = 1; trial <= trials; trial++) {
            Duration outage = run.between(range.least(), range.most());
            run.tell("connection: %s, %d of %d, %d ms".formatted(range.id(), trial, trials, outage.toMillis()));
            trial(server, outage, millis);
        }
        run.note("%s: %d outages; worst is the longest of them".formatted(range.id(), trials));
        String id = "connection." + range.id();
        double ours = millis.median(OURS);
        return List.of(
                new Figure(id, "ms", ours, millis.peersOf(OURS), "at most 250 ms", ours <= RECOVERED_MILLIS),
                Figure.shown(id + "-worst", "ms", millis.percentile(OURS, ALL), millis.peersOf(OURS, ALL)));
    }

    private void trial(PostgresProcess server, Duration outage, Samples millis) throws Exception {
        Endpoint endpoint = server.endpoint("app");
        try (Race race = Race.of(contestants(endpoint), run.time())) {
            long killed = kill(server);
            run.pause(outage);
            long restarted = run.now();
            try (Lookout lookout = Lookout.forConnection(JdbcAddress.of(endpoint), run.time())) {
                server.start();
                long back = lookout.moment();
                race.finish(call -> call.succeeded() && call.ended() - restarted >= 0, back, PATIENCE, millis)
                        .forEach(name -> run.note("%s had no success within %s".formatted(name, PATIENCE)));
            }
            race.latencies(killed, restarted, duringOutage);
        }
    }

    /** Kills the server, and says when it was dead. */
    private long kill(PostgresProcess server) throws Exception {
        try (Lookout lookout = Lookout.forDeath(server.port(), run.time())) {
            server.kill();
            return lookout.moment();
        }
    }

    private static List<Callable<Contestant>> contestants(Endpoint server) {
        JdbcAddress address = JdbcAddress.of(server);
        return List.of(
                () -> Contestant.reading(Declared.open(server)),
                () -> Contestant.hikari("HikariCP", Peers.asItComes(address), Question.READ),
                () -> Contestant.hikari("HikariCP tuned", Peers.tuned(address), Question.READ),
                () -> Contestant.agroal("Agroal tuned", Peers.agroal(address), Question.READ));
    }

    private Figure rejected() {
        double ours = duringOutage.percentile(OURS, MOST);
        run.note("outage-call-p99: of the calls that began between the death and the new start, %d of them ours"
                .formatted(duringOutage.count(OURS)));
        return new Figure(
                "connection.outage-call-p99",
                "ms",
                ours,
                duringOutage.peersOf(OURS, MOST),
                "below 1 ms",
                ours < REJECTED_MILLIS);
    }
}
