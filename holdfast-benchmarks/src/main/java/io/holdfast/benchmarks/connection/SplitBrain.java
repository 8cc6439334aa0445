package io.holdfast.benchmarks.connection;

import static io.holdfast.benchmarks.connection.ConnectionBench.OURS;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.testkit.fault.PostgresProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A primary that freezes under writes, a standby that is promoted meanwhile, and the primary that comes back without
 * knowing: both take writes then, and what the first one still takes is lost when somebody sets things right.
 */
final class SplitBrain {
    private static final Duration FROZEN = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BOTH = Duration.ofSeconds(10);
    private static final String OWN = "select string_agg(n::text, ',') from numbers where who = '%s' and server = %d";

    private final Run run;
    private final Map<String, Long> strayed = new LinkedHashMap<>();
    private final Map<String, Long> moved = new LinkedHashMap<>();
    private long twice;

    SplitBrain(Run run) {
        this.run = run;
    }

    List<Figure> figures() throws Exception {
        int trials = run.times(3, 1);
        for (int trial = 1; trial <= trials; trial++) {
            run.tell("connection: split-brain, %d of %d".formatted(trial, trials));
            try (Pair servers = Pair.start(run)) {
                trial(servers);
            }
        }
        run.note("split-brain: the primary frozen under 4 writing threads of each contestant, the standby promoted %d s"
                        .formatted(FROZEN.toSeconds())
                + " later, then the primary thawed, %d times; counted are writes that began after the promotion and that"
                        .formatted(trials)
                + " the old primary acknowledged within %d s; split-brain-twice counts numbers that both servers have"
                        .formatted(BOTH.toSeconds())
                + " written by themselves");
        run.note("split-brain: writes that the promoted standby acknowledged: " + moved);
        return List.of(none("split-brain", strayed), none("split-brain-twice", Map.of(OURS, twice)));
    }

    private void trial(Pair servers) throws Exception {
        try (Race race = Race.of(servers.writers(), run.time())) {
            long promoted = promoteWhileFrozen(servers, race);
            run.pause(BOTH);
            race.stop();
            count(race, servers.primary().port(), promoted, strayed);
            count(race, servers.standby().port(), promoted, moved);
            twice += writtenTwice(servers);
        }
    }

    /** Gives everybody time to find the promoted standby before the primary wakes up; says when it was promoted. */
    private long promoteWhileFrozen(Pair servers, Race race) throws InterruptedException {
        servers.primary().freeze();
        try {
            run.pause(FROZEN);
            servers.standby().promote();
            long promoted = run.now();
            race.await(call -> call.server() == servers.standby().port(), PATIENCE);
            return promoted;
        } finally {
            servers.primary().thaw();
        }
    }

    private static void count(Race race, int port, long since, Map<String, Long> counts) {
        race.count(call -> call.server() == port && call.began() - since >= 0)
                .forEach((name, count) -> counts.merge(name, count, Long::sum));
    }

    private static long writtenTwice(Pair servers) {
        Set<String> first = ownNumbers(servers, servers.primary());
        return ownNumbers(servers, servers.standby()).stream()
                .filter(first::contains)
                .count();
    }

    /** What Holdfast had {@code server} write, and not the other one. */
    private static Set<String> ownNumbers(Pair servers, PostgresProcess server) {
        String numbers = servers.ask(server, OWN.formatted(OURS, server.port()));
        return numbers.isEmpty() ? Set.of() : Set.of(numbers.split(","));
    }

    private static Figure none(String what, Map<String, Long> counts) {
        Map<String, Double> peers = new LinkedHashMap<>();
        counts.forEach((name, count) -> peers.put(name, (double) count));
        peers.remove(OURS);
        double ours = counts.getOrDefault(OURS, 0L);
        return new Figure("connection." + what, "writes", ours, peers, "0", ours == 0);
    }
}
