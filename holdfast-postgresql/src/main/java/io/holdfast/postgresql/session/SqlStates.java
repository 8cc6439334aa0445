package io.holdfast.postgresql.session;

import io.holdfast.error.ErrorKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each SQLSTATE means: the codes of appendix A of PostgreSQL's manual (errcodes.txt), exact codes first, then their
 * classes.
 */
final class SqlStates {

    /** The meaning of a code, in words for people. */
    record Meaning(ErrorKind kind, String sentence, String hint) {}

    private static final Meaning LOST = new Meaning(
            ErrorKind.CONNECTION,
            "the connection to the PostgreSQL server broke",
            "check that the server runs and can be reached, then try again");
    private static final Meaning STOPPING = new Meaning(
            ErrorKind.CONNECTION,
            "the PostgreSQL server ended the connection because it is stopping or an administrator asked for it",
            "try again when the server is up");
    private static final Meaning REFUSED_LOGIN = new Meaning(
            ErrorKind.AUTHENTICATION,
            "the PostgreSQL server refused the user or the password",
            "check user and password, and pg_hba.conf on the server");

    private static final Map<String, Meaning> CODES = Map.ofEntries(
            Map.entry(
                    "08001",
                    new Meaning(
                            ErrorKind.CONNECTION,
                            "the PostgreSQL server could not be reached",
                            "check host and port, and that the server runs and listens there")),
            Map.entry(
                    "08004",
                    new Meaning(
                            ErrorKind.CONNECTION,
                            "the PostgreSQL server rejected the connection",
                            "check pg_hba.conf on the server and the address")),
            Map.entry(
                    "08P01",
                    new Meaning(
                            ErrorKind.INTERNAL,
                            "what answered does not speak PostgreSQL's protocol as expected",
                            "check that host and port belong to a PostgreSQL server")),
            Map.entry("08007", new Meaning(ErrorKind.OUTCOME_UNKNOWN, "the answer to a commit was lost", "")),
            Map.entry("40003", new Meaning(ErrorKind.OUTCOME_UNKNOWN, "the answer to a statement was lost", "")),
            Map.entry("57P01", STOPPING),
            Map.entry("57P02", STOPPING),
            Map.entry(
                    "57P03",
                    new Meaning(
                            ErrorKind.CONNECTION,
                            "the PostgreSQL server is starting up or recovering and takes no connections yet",
                            "try again in a moment")),
            Map.entry("57P04", new Meaning(ErrorKind.NOT_FOUND, "the database was dropped while it was in use", "")),
            Map.entry("57P05", LOST),
            Map.entry(
                    "25P03",
                    new Meaning(
                            ErrorKind.CONNECTION,
                            "the server ended the connection because a transaction was left open too long",
                            "look for a transaction that waits for something else")),
            Map.entry("28P01", REFUSED_LOGIN),
            Map.entry("28000", REFUSED_LOGIN),
            Map.entry(
                    "3D000",
                    new Meaning(
                            ErrorKind.NOT_FOUND,
                            "the server has no such database",
                            "create the database, or correct its name in the address")),
            Map.entry(
                    "3F000", new Meaning(ErrorKind.NOT_FOUND, "the schema does not exist", "check the schema's name")),
            Map.entry("42P01", new Meaning(ErrorKind.NOT_FOUND, "a table does not exist", "check its name and schema")),
            Map.entry("42704", new Meaning(ErrorKind.NOT_FOUND, "an object does not exist", "check its name")),
            Map.entry("42703", new Meaning(ErrorKind.NOT_FOUND, "a column does not exist", "check its name")),
            Map.entry("42883", new Meaning(ErrorKind.NOT_FOUND, "a function does not exist", "check its name")),
            Map.entry("42P04", new Meaning(ErrorKind.ALREADY_EXISTS, "the database exists already", "")),
            Map.entry("42P06", new Meaning(ErrorKind.ALREADY_EXISTS, "the schema exists already", "")),
            Map.entry("42P07", new Meaning(ErrorKind.ALREADY_EXISTS, "the table or index exists already", "")),
            Map.entry("42710", new Meaning(ErrorKind.ALREADY_EXISTS, "the object exists already", "")),
            Map.entry("42701", new Meaning(ErrorKind.ALREADY_EXISTS, "the column exists already", "")),
            Map.entry(
                    "42501",
                    new Meaning(
                            ErrorKind.PERMISSION,
                            "the user may not do this",
                            "grant the right, or use another user; 'holdfast check' shows what the user may do")),
            Map.entry(
                    "23505",
                    new Meaning(ErrorKind.UNIQUE_VIOLATION, "two rows have the same value in a unique key", "")),
            Map.entry("23P01", new Meaning(ErrorKind.UNIQUE_VIOLATION, "an exclusion constraint refused the row", "")),
            Map.entry(
                    "23503",
                    new Meaning(ErrorKind.FOREIGN_KEY_VIOLATION, "a row refers to a row that does not exist", "")),
            Map.entry(
                    "23001",
                    new Meaning(ErrorKind.FOREIGN_KEY_VIOLATION, "a row is still referred to by another row", "")),
            Map.entry("23514", new Meaning(ErrorKind.CHECK_VIOLATION, "a row does not satisfy a check constraint", "")),
            Map.entry(
                    "23502", new Meaning(ErrorKind.NOT_NULL_VIOLATION, "a column that must have a value got none", "")),
            Map.entry("40P01", new Meaning(ErrorKind.DEADLOCK, "two transactions waited for each other", "")),
            Map.entry(
                    "40001",
                    new Meaning(ErrorKind.SERIALIZATION, "concurrent transactions could not be put in an order", "")),
            Map.entry("40000", new Meaning(ErrorKind.SERIALIZATION, "the server rolled the transaction back", "")),
            Map.entry(
                    "55P03",
                    new Meaning(ErrorKind.LOCKED, "another session holds the lock", "try again when it has finished")),
            Map.entry("55006", new Meaning(ErrorKind.LOCKED, "the object is in use", "try again when nobody uses it")),
            Map.entry(
                    "25006",
                    new Meaning(
                            ErrorKind.READ_ONLY,
                            "the server or the transaction takes no writes",
                            "use the primary, not a standby")),
            Map.entry(
                    "25P02",
                    new Meaning(
                            ErrorKind.INTERNAL,
                            "a statement was sent in a transaction that had failed before",
                            "look for the first error; it was swallowed")),
            Map.entry(
                    "53100",
                    new Meaning(
                            ErrorKind.DISK_FULL,
                            "the server's disk is full",
                            "make room on the server's disk, then try again")),
            Map.entry(
                    "53300",
                    new Meaning(
                            ErrorKind.RESOURCE,
                            "the server has no connection left",
                            "close idle connections, or raise max_connections")),
            Map.entry("53200", new Meaning(ErrorKind.RESOURCE, "the server ran out of memory", "")),
            Map.entry(
                    "58030",
                    new Meaning(ErrorKind.RESOURCE, "the server could not read or write its files", "check its disk")),
            Map.entry(
                    "57014",
                    new Meaning(
                            ErrorKind.CANCELLED,
                            "the statement was cancelled, or ran longer than the server allows",
                            "")),
            Map.entry("57000", new Meaning(ErrorKind.CANCELLED, "an operator stopped the work", "")),
            Map.entry(
                    "XX001",
                    new Meaning(
                            ErrorKind.CORRUPT, "stored data is damaged", "stop writing, and restore from a backup")),
            Map.entry(
                    "XX002",
                    new Meaning(
                            ErrorKind.CORRUPT, "an index is damaged", "rebuild it with REINDEX, and check the disk")),
            Map.entry("0A000", new Meaning(ErrorKind.UNSUPPORTED, "the server cannot do this", "")));

    private static final Map<String, Meaning> CLASSES = Map.ofEntries(
            Map.entry("08", LOST),
            Map.entry("28", REFUSED_LOGIN),
            Map.entry("22", new Meaning(ErrorKind.DATA, "a value does not fit its type", "")),
            Map.entry("23", new Meaning(ErrorKind.CHECK_VIOLATION, "a constraint refused a row", "")),
            Map.entry("40", new Meaning(ErrorKind.SERIALIZATION, "the server rolled the transaction back", "")),
            Map.entry("42", new Meaning(ErrorKind.SYNTAX, "the statement is not valid for this database", "")),
            Map.entry("44", new Meaning(ErrorKind.CHECK_VIOLATION, "a view's check option refused a row", "")),
            Map.entry("53", new Meaning(ErrorKind.RESOURCE, "the server lacks a resource", "")),
            Map.entry("54", new Meaning(ErrorKind.DATA, "a limit of the server was exceeded", "")),
            Map.entry("55", new Meaning(ErrorKind.UNSUPPORTED, "the server is not in a state for this", "")),
            Map.entry("58", new Meaning(ErrorKind.RESOURCE, "the server's system failed", "look at the server's log")));

    private SqlStates() {}

    /** The meaning of {@code code}, or null where nobody foresaw it. */
    static @Nullable Meaning of(@Nullable String code) {
        if (code == null || code.length() != 5) {
            return null;
        }
        Meaning exact = CODES.get(code);
        return exact != null ? exact : CLASSES.get(code.substring(0, 2));
    }
}
