package io.holdfast.schema;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Effects;
import io.holdfast.error.Phase;
import io.holdfast.schema.RehearsalReport.Pass;
import io.holdfast.schema.RehearsalReport.Trial;
import io.holdfast.schema.plan.Step;
import io.holdfast.schema.run.Conditions;
import io.holdfast.schema.run.RunListener;
import io.holdfast.schema.run.RunStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches migrations that run on a copy, in the thread that runs them. */
final class Observation implements RunListener, AutoCloseable {
    private final Conditions conditions;
    private final Optional<Effects.Watch> watch;
    private final List<Trial> trials = new ArrayList<>();
    private Pass pass = Pass.UP;
    private List<Effects.Lock> locks = List.of();

    /** Watches at {@code endpoint}, where the engine can. */
    Observation(Conditions conditions, Endpoint endpoint, Duration timeout) {
        this.conditions = conditions;
        this.watch = conditions.engine().effects().map(effects -> sorted(() -> effects.watch(endpoint, timeout)));
    }

    /** Something that throws what the driver throws. */
    private interface Work<T> {
        T done() throws Exception;
    }

    private <T> T sorted(Work<T> work) {
        try {
            return work.done();
        } catch (Exception failure) {
            throw conditions.sorting().sort(failure, Phase.BODY, "migrate");
        }
    }

    /** What is run from now on is run for that reason. */
    void begin(Pass reason) {
        pass = reason;
    }

    /** What was run. */
    List<Trial> trials() {
        return List.copyOf(trials);
    }

    @Override
    public void waits(String sentence) {}

    @Override
    public void triesAgain(Step step, String sentence) {}

    @Override
    public void begins(Step step) {
        locks = List.of();
        watch.ifPresent(known -> sorted(() -> {
            known.begin();
            return known;
        }));
    }

    /** Before its commit a migration holds all its locks. */
    void at(RunStep moment) {
        if (moment == RunStep.RECORDED) {
            locks = watch.map(known -> sorted(known::locks)).orElse(List.of());
        }
    }

    @Override
    public void ends(Step step, Duration took) {
        List<String> rewritten = watch.map(known -> sorted(known::rewritten)).orElse(List.of());
        trials.add(new Trial(pass, step.file().script(), took, locks, rewritten));
    }

    @Override
    public void close() {
        watch.ifPresent(Effects.Watch::close);
    }
}
