package io.holdfast.schema.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of Flyway's history, as it stands there.
 *
 * @param rank its place
 * @param version the version concerned; empty for what has none
 * @param description what it does, in words
 * @param type what was done, in Flyway's words
 * @param script the file, or the class
 * @param checksum that of the file; empty where Flyway has none
 * @param by the database's user who did it
 * @param at when it was done
 * @param took how long it took
 * @param outcome how it ended
 */
public record FlywayRow(
        int rank,
        Optional<String> version,
        String description,
        String type,
        String script,
        Optional<Integer> checksum,
        String by,
        Instant at,
        Duration took,
        Outcome outcome) {

    /** How it ended. */
    public enum Outcome {
        DONE,
        FAILED
    }

    /** What a line says of its version, or of its repeatable migration. */
    public enum Meaning {
        /** A file of SQL was applied. */
        FILE,
        /** Something that Holdfast does not run was applied: a class, or a script of the system. */
        CODE,
        /** Everything up to it was there, or a baseline was applied. */
        BASELINE,
        /** It was undone. */
        UNDONE,
        /** It does not count any more. */
        DELETED,
        /** Nothing: Flyway made the schema itself. */
        NOTHING,
        /** Not known. */
        UNKNOWN
    }

    /** What it says. The kinds that older releases of Flyway wrote are understood as well. */
    public Meaning meaning() {
        if (type.startsWith("UNDO_")) {
            return Meaning.UNDONE;
        }
        return switch (type) {
            case "SQL" -> Meaning.FILE;
            case "JDBC", "SPRING_JDBC", "SCRIPT", "CUSTOM" -> Meaning.CODE;
            case "BASELINE", "SQL_BASELINE", "JDBC_BASELINE", "SCRIPT_BASELINE", "INIT" -> Meaning.BASELINE;
            case "DELETE" -> Meaning.DELETED;
            case "SCHEMA" -> Meaning.NOTHING;
            default -> Meaning.UNKNOWN;
        };
    }

    /** What people call it: its place, and what was done. */
    public String title() {
        return "line %d (%s%s, %s)"
                .formatted(
                        rank, version.map(number -> "version " + number + ", ").orElse(""), script, type);
    }
}
