package io.holdfast.schema.plan;

import io.holdfast.schema.file.Callback;
import io.holdfast.schema.file.FileProblems;
import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.file.MigrationFiles;
import io.holdfast.schema.plan.Step.Direction;
import io.holdfast.schema.plan.Step.Mode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Scripts that run before and after migrations, and have no line of history.
 *
 * @param steps those of each moment, in the order of their names
 */
public record Callbacks(Map<Callback, List<Step>> steps) {
    /** There are none. */
    public static final Callbacks NONE = new Callbacks(Map.of());

    /** Those among {@code files}; what is wrong with them is added to {@code problems}. */
    static Callbacks of(MigrationFiles files, Scripts scripts, FileProblems problems) {
        Map<Callback, List<Step>> steps = new EnumMap<>(Callback.class);
        for (Callback callback : Callback.values()) {
            List<Step> there = files.callbacks(callback).stream()
                    .flatMap(file -> scripts.step(Direction.UP, file, problems).stream())
                    .toList();
            there.stream()
                    .filter(step -> step.mode() == Mode.STATEMENT_BY_STATEMENT && isInside(callback))
                    .map(Step::file)
                    .forEach(file -> refuse(file, problems));
            steps.put(callback, there);
        }
        return new Callbacks(steps);
    }

    private static boolean isInside(Callback callback) {
        return callback == Callback.BEFORE_EACH_MIGRATE || callback == Callback.AFTER_EACH_MIGRATE;
    }

    private static void refuse(MigrationFile file, FileProblems problems) {
        problems.add(file.script(), "it runs in the transaction of each migration, and cannot run in one");
    }

    /** Those of one moment. */
    public List<Step> at(Callback callback) {
        return steps.getOrDefault(callback, List.of());
    }

    /** Whether there are some that run even where nothing is pending. */
    public boolean runAlways() {
        return !at(Callback.BEFORE_MIGRATE).isEmpty()
                || !at(Callback.AFTER_MIGRATE).isEmpty();
    }
}
