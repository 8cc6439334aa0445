package io.holdfast.schema.history;

import io.holdfast.schema.file.Fingerprint;
import io.holdfast.schema.file.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the history: something that was done, or begun.
 *
 * @param rank its place, from 1
 * @param version the version concerned; empty for what has none
 * @param kind what was done
 * @param name what it does, in words
 * @param script the file
 * @param print what tells whether the file has changed since
 * @param tokens the digest of its words alone, without comments and white space
 * @param state how far it came
 * @param done how many of its statements are done, where it is not one transaction
 * @param run what the lines of one run have in common
 * @param runner who did it, and where
 * @param at when it began
 * @param took how long it took
 */
public record Row(
        int rank,
        Optional<Version> version,
        Kind kind,
        String name,
        String script,
        Fingerprint print,
        String tokens,
        State state,
        int done,
        String run,
        String runner,
        Instant at,
        Duration took) {

    /** A copy that has come so far. */
    public Row advanced(State state, int done, String run, String runner, Duration took) {
        return new Row(rank, version, kind, name, script, print, tokens, state, done, run, runner, at, took);
    }

    /** What was done. */
    public enum Kind {
        /** A versioned migration was applied. */
        VERSIONED,
        /** A versioned migration was undone. */
        UNDO,
        /** A repeatable migration was applied. */
        REPEATABLE,
        /** A baseline was applied, or declared to be there. */
        BASELINE
    }

    /** How far it came. */
    public enum State {
        /** It was begun outside of a transaction, and is not finished; its runner may have died. */
        STARTED,
        /** It is finished. */
        DONE
    }
}
