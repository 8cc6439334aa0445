package io.holdfast.sqlite.resultcode;

import static io.holdfast.error.ErrorKind.CANCELLED;
import static io.holdfast.error.ErrorKind.CHECK_VIOLATION;
import static io.holdfast.error.ErrorKind.DATA;
import static io.holdfast.error.ErrorKind.FOREIGN_KEY_VIOLATION;
import static io.holdfast.error.ErrorKind.INTERNAL;
import static io.holdfast.error.ErrorKind.NOT_FOUND;
import static io.holdfast.error.ErrorKind.NOT_NULL_VIOLATION;
import static io.holdfast.error.ErrorKind.PERMISSION;
import static io.holdfast.error.ErrorKind.SYNTAX;
import static io.holdfast.error.ErrorKind.UNIQUE_VIOLATION;
import static io.holdfast.sqlite.resultcode.Line.never;

import java.util.List;

/** Statements, values and constraints, and what SQLite says about itself. */
final class StatementCodes {
    private static final String REPORT = "report this failure";
    private static final String CHANGE = "change the row";

    static final List<Line> LINES = List.of(
            never(
                    SYNTAX,
                    "the statement is not valid for this database: {}",
                    "check the names and the spelling in the statement",
                    1),
            never(
                    NOT_FOUND,
                    "there is no such order of texts: {}",
                    "check the names after COLLATE in the statement",
                    257),
            never(SYNTAX, "a parameter has no place in the statement", "count the places for parameters", 25),
            never(PERMISSION, "the statement is not allowed: {}", "look at what this connection may do", 23),
            never(DATA, "a text, blob or row is larger than SQLite takes", "store less in one value", 18),
            never(DATA, "a value does not fit its column: {}", "give the column a value of its type", 20, 3091),
            never(CHECK_VIOLATION, "a constraint refused the row: {}", CHANGE, 19),
            never(CHECK_VIOLATION, "the check {} refused the row", CHANGE, 275),
            never(
                    CHECK_VIOLATION,
                    "a trigger refused the row",
                    "look at the cause in the log: its author says why",
                    1811),
            never(CHECK_VIOLATION, "a virtual table refused the row", CHANGE, 2323),
            never(CHECK_VIOLATION, "a function of this program refused the row", CHANGE, 1043),
            never(CHECK_VIOLATION, "this program refused the commit", "look at its commit hook", 531),
            never(
                    CHECK_VIOLATION,
                    "a trigger removed the row that was being changed",
                    "let the trigger leave that row alone",
                    2835),
            never(
                    FOREIGN_KEY_VIOLATION,
                    "a foreign key refused the row",
                    "store the parent first, remove it last",
                    787),
            never(NOT_NULL_VIOLATION, "{} must have a value", "give the column a value", 1299),
            never(UNIQUE_VIOLATION, "there is a row with this {} already", "use another key", 1555),
            never(UNIQUE_VIOLATION, "there is a row with this {} already", "use another value", 2067),
            never(UNIQUE_VIOLATION, "there is a row with this number already", "use another key", 2579),
            never(CANCELLED, "the statement was ended by the program itself", "run the statement again", 4),
            never(
                    CANCELLED,
                    "the transaction was rolled back while a statement ran",
                    "the whole transaction can be run again",
                    516),
            never(
                    CANCELLED,
                    "the statement was cancelled",
                    "run the statement again, with more time if it needs it",
                    9),
            never(INTERNAL, "SQLite reports a defect of its own: {}", REPORT, 2),
            never(INTERNAL, "SQLite does not know what was asked: {}", REPORT, 12, 16, 24),
            never(INTERNAL, "SQLite was called in the wrong way: {}", REPORT, 21, 513),
            never(INTERNAL, "a success or a note of SQLite came as a failure: {}", REPORT, 0, 27, 28, 100, 101));

    private StatementCodes() {}
}
