package io.holdfast.schema;

import io.holdfast.engine.Effects;
import java.time.Duration;
import java.util.List;

/**
 * What was found when pending migrations were tried on a copy.
 *
 * @param database the database's name
 * @param trials what was run there, in that order
 * @param findings what somebody should decide about before the database itself sees it
 * @param notes what is to be known about the copy, one sentence each
 */
public record RehearsalReport(String database, List<Trial> trials, List<Finding> findings, List<String> notes) {

    /** Keeps copies. */
    public RehearsalReport {
        trials = List.copyOf(trials);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /** Why a migration was run. */
    public enum Pass {
        /** It was applied. */
        UP,
        /** It was undone. */
        DOWN,
        /** It was applied once more, after it was undone. */
        AGAIN
    }

    /**
     * One migration that was run.
     *
     * @param pass why
     * @param script its file
     * @param took how long it took on the copy
     * @param locks those it held at its end on tables that were there before, as far as they disturb an application
     * @param rewritten the tables that were there before and were written anew
     */
    public record Trial(Pass pass, String script, Duration took, List<Effects.Lock> locks, List<String> rewritten) {

        /** Keeps copies. */
        public Trial {
            locks = List.copyOf(locks);
            rewritten = List.copyOf(rewritten);
        }
    }

    /**
     * Something to be decided about.
     *
     * @param script the file
     * @param line where in it; 0 where it is about all of it
     * @param rule what was found, in lower-case words with dashes
     * @param object the table or other thing concerned; empty where there is none
     * @param sentence what will happen
     * @param advice what to do instead
     * @param source the page of the engine's documentation that says so; empty where it was seen happening
     */
    public record Finding(
            String script, int line, String rule, String object, String sentence, String advice, String source) {

        /** Where it is, as compilers say it. */
        public String place() {
            return line == 0 ? script : script + ":" + line;
        }
    }
}
