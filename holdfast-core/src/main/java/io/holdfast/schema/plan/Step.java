package io.holdfast.schema.plan;

import io.holdfast.schema.file.MigrationFile;
import io.holdfast.schema.script.Script;

/**
 * One migration to be run.
 *
 * @param direction whether it is applied or undone
 * @param file its file
 * @param script its statements
 * @param mode whether it is one transaction
 */
public record Step(Direction direction, MigrationFile file, Script script, Mode mode) {

    /** Whether a migration is applied or undone. */
    public enum Direction {
        UP,
        DOWN
    }

    /** Whether a migration is one transaction. */
    public enum Mode {
        /** Its statements and its line of history are one transaction. */
        TRANSACTION,
        /** Some of its statements cannot run in a transaction, or it wants none: each is one step. */
        STATEMENT_BY_STATEMENT
    }
}
