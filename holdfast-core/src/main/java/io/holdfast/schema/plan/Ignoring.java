package io.holdfast.schema.plan;

import io.holdfast.config.IgnorePattern;
import io.holdfast.schema.plan.Line.State;
import java.util.List;

/**
 * What is no problem although files and history differ, because that was declared.
 *
 * @param patterns what was declared
 */
public record Ignoring(List<IgnorePattern> patterns) {

    /** Keeps a copy. */
    public Ignoring {
        patterns = List.copyOf(patterns);
    }

    /** The same lines, with those marked that are ignored. */
    public List<Line> marked(List<Line> lines) {
        return lines.stream().map(line -> line.ignored(covers(line))).toList();
    }

    private boolean covers(Line line) {
        return patterns.stream()
                .anyMatch(pattern -> meets(pattern.type(), line) && meets(pattern.state(), line.state()));
    }

    private static boolean meets(IgnorePattern.Type type, Line line) {
        return switch (type) {
            case ANY -> true;
            case VERSIONED -> line.version().isPresent();
            case REPEATABLE -> line.version().isEmpty();
        };
    }

    private static boolean meets(IgnorePattern.State state, State found) {
        return switch (state) {
            case CHANGED -> found == State.CHANGED || found == State.OUTDATED;
            case FUTURE -> found == State.FUTURE;
            case MISSING -> found == State.MISSING;
            case OUT_OF_ORDER -> found == State.OUT_OF_ORDER;
            case OUTDATED -> found == State.OUTDATED;
            case PENDING -> found == State.PENDING;
            case REFORMATTED -> found == State.REFORMATTED;
            case UNDONE -> found == State.UNDONE;
        };
    }
}
