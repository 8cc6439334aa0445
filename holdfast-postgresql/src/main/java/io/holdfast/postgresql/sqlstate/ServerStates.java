package io.holdfast.postgresql.sqlstate;

import static io.holdfast.error.ErrorKind.ALREADY_EXISTS;
import static io.holdfast.error.ErrorKind.CORRUPT;
import static io.holdfast.error.ErrorKind.DATA;
import static io.holdfast.error.ErrorKind.DISK_FULL;
import static io.holdfast.error.ErrorKind.INTERNAL;
import static io.holdfast.error.ErrorKind.NOT_FOUND;
import static io.holdfast.error.ErrorKind.RESOURCE;
import static io.holdfast.error.ErrorKind.UNSUPPORTED;
import static io.holdfast.postgresql.sqlstate.Line.backOff;
import static io.holdfast.postgresql.sqlstate.Line.never;

import java.util.List;

/** What the server lacks, does not allow or has lost: classes 53, 54, 58 and XX, and what the driver says about itself. */
final class ServerStates {
    private static final String LIMIT = "split it into smaller parts";

    static final List<Line> LINES = List.of(
            backOff(RESOURCE, "the server lacks a resource", "look at the server's log, and wait", "53", "53000"),
            backOff(DISK_FULL, "the server's disk is full", "make room on the server's disk, then try again", "53100"),
            backOff(
                    RESOURCE,
                    "the server ran out of memory",
                    "do less in one transaction, or give the server more memory",
                    "53200"),
            backOff(
                    RESOURCE,
                    "the server has no connection left",
                    "close idle connections, or raise max_connections or the user's limit",
                    "53300"),
            backOff(
                    RESOURCE,
                    "a limit that is set at the server was reached",
                    "ask for less at once, or raise the limit",
                    "53400"),
            never(DATA, "something is larger than the server takes", "make it smaller, or split it", "54", "54000"),
            never(UNSUPPORTED, "the statement is too complex for the server", LIMIT, "54001"),
            never(UNSUPPORTED, "there are more columns than the server takes", LIMIT, "54011"),
            never(UNSUPPORTED, "a function got more arguments than the server takes", LIMIT, "54023"),
            never(RESOURCE, "the server's system failed", "look at the server's log", "58"),
            backOff(RESOURCE, "the server's system failed", "look at the server's log", "58000"),
            backOff(RESOURCE, "the server could not read or write its files", "check the server's disk", "58030"),
            never(
                    NOT_FOUND,
                    "the server misses a file",
                    "check the path, and that everything is installed on the server",
                    "58P01"),
            never(
                    ALREADY_EXISTS,
                    "a file that the server was to make exists already",
                    "use another name, or look into the server's folders",
                    "58P02"),
            never(DATA, "the name of a file is longer than the server takes", "use a shorter name or path", "58P03"),
            never(INTERNAL, "the server failed in a way that it did not foresee", "look at its log", "XX", "XX000"),
            never(CORRUPT, "stored data is damaged", "stop writing, and restore from a backup", "XX001"),
            never(CORRUPT, "an index is damaged", "rebuild it with REINDEX, and check the server's disk", "XX002"),
            never(
                    INTERNAL,
                    "the driver failed in a way that it did not foresee",
                    "look at the cause in the log",
                    "60000",
                    "99999"));

    private ServerStates() {}
}
