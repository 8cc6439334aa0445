package io.holdfast.benchmarks.documents;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Rounds;
import io.holdfast.benchmarks.measure.Run;
import io.holdfast.benchmarks.measure.Samples;
import java.util.List;
import java.util.Map;

/** Holdfast and a plain driver on one engine, each operation in turns; what counts is the time of the caller's processor. */
final class Contest {
    private static final String PLAIN = "the plain driver";
    private static final double ALLOWED = 1.10;
    private static final double MICRO = 1_000;
    private static final int THERE = 2_000;
    private static final int TIMES = 50;

    private final Run run;
    private final String engine;
    private final Contestant ours;
    private final Contestant plain;
    private int next = THERE;
    private int place;

    Contest(Run run, String engine, Contestant ours, Contestant plain) {
        this.run = run;
        this.engine = engine;
        this.ours = ours;
        this.plain = plain;
    }

    /** One operation of one contestant. */
    @FunctionalInterface
    private interface Operation {
        void by(Contestant contestant) throws Exception;
    }

    List<Figure> figures() throws Exception {
        for (Contestant each : List.of(ours, plain)) {
            each.prepare();
            for (int number = 0; number < THERE; number++) {
                each.insert(id(number), number);
            }
        }
        return List.of(
                measured("get", contestant -> contestant.get(id(place()))),
                measured("find", contestant -> contestant.find(Person.city(place()))),
                measured("insert", contestant -> contestant.insert(id(next), next++)),
                measured("change", contestant -> contestant.change(id(place()))));
    }

    private Figure measured(String what, Operation operation) throws Exception {
        run.tell("documents: %s on %s".formatted(what, engine));
        Samples nanos = Rounds.ofProcessorTime()
                .contestant(Ours.NAME, times -> repeat(operation, ours, times))
                .contestant(PLAIN, times -> repeat(operation, plain, times))
                .run(run.times(60, 10), run.times(201, 31), TIMES);
        double mine = nanos.median(Ours.NAME) / MICRO;
        double theirs = nanos.median(PLAIN) / MICRO;
        return new Figure(
                "documents.%s-%s".formatted(engine, what),
                "µs",
                mine,
                Map.of(PLAIN, theirs),
                "at most 10 % more",
                mine <= ALLOWED * theirs);
    }

    private static void repeat(Operation operation, Contestant contestant, int times) throws Exception {
        for (int time = 0; time < times; time++) {
            operation.by(contestant);
        }
    }

    private int place() {
        place = (place + 7) % THERE;
        return place;
    }

    private static String id(int number) {
        return "person-%08d".formatted(number);
    }
}
