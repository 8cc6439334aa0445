package io.holdfast.benchmarks.migrations;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all turns on one engine came to. */
final class Scores {
    private static final double APPLY_TO_FLOOR = 1.6;
    private static final double APPLY_TO_FLYWAY = 0.33;
    private static final double NOTHING_TO_FLOOR = 2;

    private final String engine;
    private final Samples apply = new Samples();
    private final Samples nothing = new Samples();
    private final Map<String, String> first = new LinkedHashMap<>();

    /**
     * One turn of a contestant.
     *
     * @param apply how many milliseconds it took to apply all migrations to an empty database
     * @param nothing how many it took when all were applied
     */
    record Turn(double apply, double nothing) {}

    /** Those on {@code engine}. */
    Scores(String engine) {
        this.engine = engine;
    }

    /** Notes the turn of the round that does not count. */
    void addFirst(String contestant, Turn turn) {
        first.put(contestant, "%d and %d".formatted(Math.round(turn.apply()), Math.round(turn.nothing())));
    }

    /** Adds a turn that counts. */
    void add(String contestant, Turn turn) {
        apply.add(contestant, turn.apply());
        nothing.add(contestant, turn.nothing());
    }

    /** How many milliseconds each took in the round that does not count, to apply all and where nothing was to do. */
    Map<String, String> first() {
        return first;
    }

    /** The medians of the turns that count. */
    List<Figure> figures() {
        double applied = apply.median(Ours.NAME);
        double looked = nothing.median(Ours.NAME);
        boolean applyMet = applied <= APPLY_TO_FLOOR * apply.median(Floor.NAME)
                && applied <= APPLY_TO_FLYWAY * apply.median(FlywayPeer.NAME);
        boolean nothingMet = looked <= NOTHING_TO_FLOOR * nothing.median(Floor.NAME);
        return List.of(
                new Figure(id("apply"), "ms", applied, peers(apply), "at most 1.6 × floor, 0.33 × Flyway", applyMet),
                new Figure(id("nothing"), "ms", looked, peers(nothing), "at most 2 × floor", nothingMet));
    }

    /** In the same order in each figure, whoever began the round. */
    private static Map<String, Double> peers(Samples samples) {
        Map<String, Double> peers = new LinkedHashMap<>();
        Contestant.all().stream()
                .map(Contestant.Entry::name)
                .filter(name -> !name.equals(Ours.NAME) && samples.has(name))
                .forEach(name -> peers.put(name, samples.median(name)));
        return peers;
    }

    private String id(String what) {
        return "migrations.%s-%s".formatted(engine, what);
    }
}
