package io.holdfast.schema.plan;

import io.holdfast.schema.file.Version;
import io.holdfast.schema.history.Row;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done.
 *
 * @param current the newest applied version; empty where none is
 * @param lines every migration
 * @param resumed what was begun and is to be finished first
 * @param resumption how it is finished; empty where its file is gone
 * @param steps what is to be run, in this order
 * @param callbacks what runs before and after them
 * @param warnings what somebody should know, and nothing fails for
 */
public record Plan(
        Optional<Version> current,
        List<Line> lines,
        Optional<Row> resumed,
        Optional<Step> resumption,
        List<Step> steps,
        Callbacks callbacks,
        List<String> warnings) {

    /** Keeps copies. */
    public Plan {
        lines = List.copyOf(lines);
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /** Whether there is nothing to be done. */
    public boolean isEmpty() {
        return steps.isEmpty() && resumed.isEmpty() && !callbacks.runAlways();
    }
}
