package io.holdfast.postgresql.sqlstate;

import static io.holdfast.error.ErrorKind.CHECK_VIOLATION;
import static io.holdfast.error.ErrorKind.DEADLOCK;
import static io.holdfast.error.ErrorKind.INTERNAL;
import static io.holdfast.error.ErrorKind.LOCKED;
import static io.holdfast.error.ErrorKind.NOT_FOUND;
import static io.holdfast.error.ErrorKind.SERIALIZATION;
import static io.holdfast.error.ErrorKind.UNSUPPORTED;
import static io.holdfast.postgresql.sqlstate.Line.failover;
import static io.holdfast.postgresql.sqlstate.Line.never;
import static io.holdfast.postgresql.sqlstate.Line.replay;

import java.util.List;

/** Transactions, locks, savepoints, cursors and prepared statements: classes 0B, 24, 25, 26, 2D, 34, 3B, 40 and 55. */
final class TransactionStates {
    private static final String AGAIN = "run the whole transaction again";
    private static final String BOUNDS = "look at where transactions begin and end";

    static final List<Line> LINES = List.of(
            never(SERIALIZATION, "the server undid the transaction", "look at the cause in the log first", "40"),
            replay(SERIALIZATION, "the server undid the transaction", AGAIN, "40000"),
            replay(SERIALIZATION, "concurrent transactions could not be put in an order", AGAIN, "40001"),
            never(
                    CHECK_VIOLATION,
                    "the server undid the transaction because of a constraint",
                    "correct the data, then run the transaction again",
                    "40002"),
            replay(
                    DEADLOCK,
                    "two transactions waited for each other",
                    "run the whole transaction again, and change rows in the same order everywhere",
                    "40P01"),
            replay(LOCKED, "another session holds the lock", "try again when it has finished", "55P03"),
            never(LOCKED, "the object is in use", "try again when nobody uses it", "55006"),
            never(
                    UNSUPPORTED,
                    "something is not in the state that the statement needs",
                    "look at the cause in the log",
                    "55",
                    "55000"),
            never(
                    UNSUPPORTED,
                    "the setting cannot be changed while the server runs",
                    "change it in the server's configuration, and restart the server",
                    "55P02"),
            never(
                    UNSUPPORTED,
                    "a new value of a type was used in the transaction that added it",
                    "commit first, then use the value",
                    "55P04"),
            never(UNSUPPORTED, "the transaction is not in the state that the statement needs", BOUNDS, "25", "25000"),
            never(
                    UNSUPPORTED,
                    "the statement cannot run inside a transaction, or only at its start",
                    "run it alone, or before the other statements",
                    "25001"),
            failover("the server or the transaction takes no writes", "use the primary, not a standby", "25006"),
            never(
                    UNSUPPORTED,
                    "the statement needs a transaction, and none is open",
                    "begin a transaction first",
                    "25P01"),
            never(
                    INTERNAL,
                    "a statement was sent in a transaction that had failed before",
                    "look for the first error; it was swallowed",
                    "25P02"),
            never(UNSUPPORTED, "a transaction cannot be started here", BOUNDS, "0B"),
            never(UNSUPPORTED, "a transaction cannot be ended here", BOUNDS, "2D"),
            never(
                    UNSUPPORTED,
                    "the savepoint cannot be used any more",
                    "look at where savepoints are set and released",
                    "3B"),
            never(
                    NOT_FOUND,
                    "there is no savepoint of this name",
                    "set the savepoint first, in the same transaction",
                    "3B001"),
            never(UNSUPPORTED, "the cursor is not at a row", "open the cursor, and move it to a row first", "24"),
            never(NOT_FOUND, "there is no cursor of this name", "open it first, in the same transaction", "34"),
            replay(NOT_FOUND, "the server does not know a prepared statement", "prepare it again", "26"));

    private TransactionStates() {}
}
