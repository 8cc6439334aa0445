package io.holdfast.postgresql.sqlstate;

import static io.holdfast.error.ErrorKind.CANCELLED;
import static io.holdfast.error.ErrorKind.CONFIGURATION;
import static io.holdfast.error.ErrorKind.CONNECTION;
import static io.holdfast.error.ErrorKind.INTERNAL;
import static io.holdfast.error.ErrorKind.LOCKED;
import static io.holdfast.error.ErrorKind.NOT_FOUND;
import static io.holdfast.error.ErrorKind.TIMEOUT;
import static io.holdfast.postgresql.sqlstate.Line.ended;
import static io.holdfast.postgresql.sqlstate.Line.inDoubt;
import static io.holdfast.postgresql.sqlstate.Line.lost;
import static io.holdfast.postgresql.sqlstate.Line.never;
import static io.holdfast.postgresql.sqlstate.Line.refresh;

import java.util.List;

/** The connection and whoever ends it: classes 08, 28, 57 and F0, and the time limits of class 25. */
final class SessionStates {
    static final List<Line> LINES = List.of(
            lost(
                    "the connection to the PostgreSQL server broke",
                    "check that the server runs and can be reached, then try again",
                    "08",
                    "08000",
                    "08003",
                    "08006",
                    "08S01"),
            lost(
                    "the PostgreSQL server could not be reached",
                    "check host and port, and that the server runs and listens there",
                    "08001"),
            ended(
                    CONNECTION,
                    "the PostgreSQL server rejected the connection",
                    "check pg_hba.conf on the server, and the way of logging in that it asks for",
                    "08004"),
            inDoubt("the connection broke while a transaction was being ended", "look at the data first", "08007"),
            inDoubt("the server cannot tell whether a statement was carried out", "look at the data first", "40003"),
            ended(
                    INTERNAL,
                    "the server and this program did not understand each other",
                    "check that host and port are a PostgreSQL server's, and that every parameter of the statement has a value",
                    "08P01"),
            refresh(
                    "the PostgreSQL server refused the user or the password",
                    "check user and password, and pg_hba.conf on the server",
                    "28",
                    "28000",
                    "28P01"),
            ended(CANCELLED, "an operator of the server stopped the work", "ask who looks after the server", "57"),
            never(CANCELLED, "an operator of the server stopped the work", "ask who looks after the server", "57000"),
            never(CANCELLED, "the statement was cancelled", "run it again if it is still wanted", "57014"),
            lost(
                    "the PostgreSQL server ended the connection because it is stopping or an administrator asked for it",
                    "try again when the server is up",
                    "57P01",
                    "57P02"),
            lost(
                    "the PostgreSQL server is starting, stopping or recovering, and takes no connections now",
                    "try again in a moment",
                    "57P03"),
            ended(
                    NOT_FOUND,
                    "the database was dropped while it was in use",
                    "create or restore the database, or correct its name in the address",
                    "57P04"),
            lost(
                    "the server ended the connection because it was not used for too long",
                    "give connections back sooner, or raise idle_session_timeout",
                    "57P05"),
            ended(
                    TIMEOUT,
                    "the server ended the connection because a transaction was left open too long",
                    "do in it only what needs the database, or raise idle_in_transaction_session_timeout",
                    "25P03"),
            ended(
                    TIMEOUT,
                    "the transaction ran longer than the server allows",
                    "make the transaction shorter, or raise transaction_timeout",
                    "25P04"),
            never(
                    CONFIGURATION,
                    "a configuration file of the server is wrong",
                    "look at the server's log, and correct the file",
                    "F0",
                    "F0000"),
            never(
                    LOCKED,
                    "a lock file of the server stands in the way",
                    "look whether another server runs in the same folder",
                    "F0001"));

    private SessionStates() {}
}
