package io.holdfast.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the migrations of a database stand.
 *
 * @param database the database's name
 * @param current the newest applied version; empty where none is
 * @param migrations each of them, in order
 * @param problems what has to be put right before anything is applied
 * @param warnings what somebody should know
 */
public record MigrationStatus(
        String database,
        Optional<String> current,
        List<Migration> migrations,
        List<String> problems,
        List<String> warnings) {

    /** Keeps copies. */
    public MigrationStatus {
        migrations = List.copyOf(migrations);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** How many are to be applied. */
    public long pending() {
        return migrations.stream().filter(Migration::isPending).count();
    }

    /** How a migration stands. */
    public enum State {
        /** It is applied. */
        APPLIED,
        /** It is applied; since then comments or white space of its file have changed, and nothing else. */
        REFORMATTED,
        /** It is applied, and its file says something else now. */
        CHANGED,
        /** It is applied, and its file is gone. */
        MISSING,
        /** It is applied, and is newer than every file. */
        FUTURE,
        /** It is to be applied. */
        PENDING,
        /** It is to be applied, and is older than the newest applied one. */
        OUT_OF_ORDER,
        /** It was applied and undone, and is to be applied again. */
        UNDONE,
        /** It was begun, and not finished. */
        INTERRUPTED,
        /** The baseline, which stands for everything older. */
        BASELINE,
        /** A baseline stands for it. */
        BELOW_BASELINE,
        /** It is to be applied again, since its file has changed. */
        OUTDATED;

        /** Whether it is to be applied. */
        public boolean isPending() {
            return switch (this) {
                case PENDING, OUT_OF_ORDER, UNDONE, OUTDATED, INTERRUPTED -> true;
                default -> false;
            };
        }
    }

    /**
     * One migration.
     *
     * @param version its version; empty for a repeatable one
     * @param name what it does, in words
     * @param script its file
     * @param state how it stands
     * @param undo whether there is a file that undoes it
     * @param at when it was last applied or undone
     * @param took how long that took
     * @param ignored whether how it stands is no problem, as {@code migrations.ignore} says
     */
    public record Migration(
            Optional<String> version,
            String name,
            String script,
            State state,
            boolean undo,
            Optional<Instant> at,
            Optional<Duration> took,
            boolean ignored) {

        /** Whether the next {@code up} applies it. */
        public boolean isPending() {
            return state.isPending() && !(state == State.OUT_OF_ORDER && ignored);
        }
    }
}
