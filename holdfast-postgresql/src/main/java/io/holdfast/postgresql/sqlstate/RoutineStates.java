package io.holdfast.postgresql.sqlstate;

import static io.holdfast.error.ErrorKind.CHECK_VIOLATION;
import static io.holdfast.error.ErrorKind.DATA;
import static io.holdfast.error.ErrorKind.NOT_FOUND;
import static io.holdfast.error.ErrorKind.PERMISSION;
import static io.holdfast.error.ErrorKind.RESOURCE;
import static io.holdfast.error.ErrorKind.SYNTAX;
import static io.holdfast.error.ErrorKind.UNSUPPORTED;
import static io.holdfast.postgresql.sqlstate.Line.backOff;
import static io.holdfast.postgresql.sqlstate.Line.never;

import java.util.List;

/** Functions and triggers of the database, and data that it fetches elsewhere: classes 09, 0Z, 20, 27, 2F, 38, 39, HV, P0. */
final class RoutineStates {
    private static final String REPAIR = "correct the function; the cause in the log names it";
    private static final String OPTIONS = "correct the definition of the foreign server or table";

    static final List<Line> LINES = List.of(
            never(
                    CHECK_VIOLATION,
                    "a function or trigger of the database refused the work",
                    "look at the cause in the log: its author says why",
                    "P0001"),
            never(CHECK_VIOLATION, "a check in a function of the database failed", REPAIR, "P0004"),
            never(NOT_FOUND, "a function of the database found no row where it needs one", REPAIR, "P0002"),
            never(DATA, "a function of the database found more rows than it may", REPAIR, "P0003"),
            never(SYNTAX, "a function of the database is wrong", REPAIR, "P0", "0Z", "2F", "39"),
            never(SYNTAX, "a function of the database failed", REPAIR, "38", "39000"),
            never(
                    PERMISSION,
                    "a function of the database did what it may not do",
                    REPAIR,
                    "2F002",
                    "2F003",
                    "2F004",
                    "38001",
                    "38002",
                    "38003",
                    "38004"),
            never(DATA, "no branch of a CASE takes the value", "add a branch for it, or an ELSE", "20"),
            never(
                    CHECK_VIOLATION,
                    "a trigger of the database refused the change",
                    "look at the cause in the log",
                    "09"),
            never(
                    UNSUPPORTED,
                    "a trigger changed the row that the statement was changing",
                    "let the trigger change the row it is given, or run after the statement",
                    "27"),
            never(RESOURCE, "data from another server or file could not be fetched", OPTIONS, "HV"),
            never(
                    SYNTAX,
                    "the definition of a foreign server or table is not valid",
                    OPTIONS,
                    "HV002",
                    "HV00A",
                    "HV00C",
                    "HV00D",
                    "HV00J",
                    "HV024"),
            backOff(RESOURCE, "fetching data from another server took more memory than there is", "wait", "HV001"),
            never(
                    NOT_FOUND,
                    "another server or file does not have the table or column asked for",
                    "correct the names, at the foreign server or here",
                    "HV005",
                    "HV00P",
                    "HV00Q",
                    "HV00R"));

    private RoutineStates() {}
}
