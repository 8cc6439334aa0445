package io.holdfast.schema.run;

import io.holdfast.config.MigrationsConfig;
import io.holdfast.engine.Engine;
import io.holdfast.engine.Migrator;
import io.holdfast.engine.Sorting;
import io.holdfast.resilience.Time;
import java.util.function.Consumer;

/**
 * What a run of migrations needs beside its plan.
 *
 * @param sorting says what failures mean
 * @param migrator runs scripts
 * @param config what was declared
 * @param time lets time pass
 * @param listener is told how it goes on
 * @param steps is told of each durable step, for tests that die there
 */
public record Conditions(
        Sorting sorting,
        Migrator migrator,
        MigrationsConfig config,
        Time time,
        RunListener listener,
        Consumer<RunStep> steps) {

    /** The database's name. */
    String database() {
        return sorting.database();
    }

    /** The engine. */
    public Engine engine() {
        return sorting.engine();
    }

    /** The same for another database, of which others are told. */
    public Conditions toldTo(RunListener listener, Consumer<RunStep> steps) {
        return new Conditions(sorting, migrator, config, time, listener, steps);
    }
}
