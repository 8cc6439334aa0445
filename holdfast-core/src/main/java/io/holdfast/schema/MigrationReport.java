package io.holdfast.schema;

import java.util.List;
import java.util.Optional;

/**
 * What was done, or would be.
 *
 * @param database the database's name
 * @param before the newest applied version before; empty where none was
 * @param after the newest applied version after it; empty where none is
 * @param steps what was run, in that order
 * @param warnings what somebody should know
 */
public record MigrationReport(
        String database, Optional<String> before, Optional<String> after, List<Step> steps, List<String> warnings) {

    /** Keeps copies. */
    public MigrationReport {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /** Whether a migration was applied or undone. */
    public enum Direction {
        UP,
        DOWN
    }

    /**
     * One migration.
     *
     * @param direction whether it was applied or undone
     * @param title its version and name
     * @param script its file
     * @param transaction whether it is one transaction
     * @param statements its statements, as they are sent
     */
    public record Step(
            Direction direction, String title, String script, boolean transaction, List<String> statements) {}
}
