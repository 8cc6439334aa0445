package io.holdfast.schema.script;

import io.holdfast.engine.MigrationStatement;

/** One statement of a script of SQL, or one command of a list of commands, and where it stands. */
public sealed interface ScriptStatement extends MigrationStatement permits SqlStatement, CommandStatement {
    /** The place of its first character in the script, a byte order mark not counted. */
    int offset();

    /** The line of its first character, the first one being 1. */
    int line();

    /**
     * Whether it begins, ends or sets up the transaction around it: {@code BEGIN}, {@code START TRANSACTION}, {@code COMMIT},
     * {@code END}, {@code ROLLBACK}, {@code ABORT}, {@code PREPARE TRANSACTION}, {@code SET TRANSACTION}. Savepoints do not.
     */
    boolean controlsTransaction();

    /**
     * The line of the script on which a character of the statement stands.
     *
     * @param characters how many stand before it in the statement; counted as servers do, for whom a character outside of
     *     the basic plane is one
     */
    int lineOf(int characters);
}
