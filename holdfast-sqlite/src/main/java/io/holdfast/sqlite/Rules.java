package io.holdfast.sqlite;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.RetryClass;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One line for each result code that means something of its own; the numbers and meanings are those of SQLite. */
final class Rules {
    private static final String RIGHTS = "give this user the right to read and write the file and its directory";
    private static final String DAMAGED = "stop writing to the file, keep a copy of it, and restore a backup";
    private static final String REPLAY = "the whole transaction can be run again";
    private static final String LOOK = "look at the disk and the system's log";

    private static final Rule UNKNOWN =
            rule(-1, ErrorKind.INTERNAL, "SQLite failed in a way that is not known here: {}", "report this failure");

    private static final Map<Integer, Rule> BY_CODE = Stream.of(
                    rule(
                            1,
                            ErrorKind.SYNTAX,
                            "the statement is not valid for this database: {}",
                            "check the names and the spelling in the statement"),
                    rule(2, ErrorKind.INTERNAL, "SQLite reports a defect of its own: {}", "report this failure"),
                    rule(3, ErrorKind.PERMISSION, "the system does not allow access to the database file", RIGHTS),
                    rule(4, ErrorKind.CANCELLED, "the statement was ended by a callback", "run the statement again"),
                    rule(516, ErrorKind.CANCELLED, "the transaction was rolled back while a statement ran", REPLAY),
                    rule(5, ErrorKind.LOCKED, "another connection has the database locked", REPLAY),
                    rule(517, ErrorKind.SERIALIZATION, "another connection wrote since this transaction read", REPLAY),
                    rule(6, ErrorKind.LOCKED, "a table is locked by another statement of this process", REPLAY),
                    rule(7, ErrorKind.RESOURCE, "SQLite ran out of memory", "give the program more memory"),
                    rule(8, ErrorKind.READ_ONLY, "the database takes no writes", RIGHTS)
                            .with(RetryClass.NEVER),
                    rule(264, ErrorKind.READ_ONLY, "the log of the database has to be recovered by a writer", RIGHTS)
                            .with(RetryClass.RECONNECT),
                    rule(520, ErrorKind.READ_ONLY, "the -shm file of the database cannot be locked", RIGHTS)
                            .with(RetryClass.RECONNECT),
                    rule(
                                    776,
                                    ErrorKind.READ_ONLY,
                                    "a writer died in the middle of a transaction, and only a writer can undo it",
                                    "open the database once with the program that owns it, then try again")
                            .with(RetryClass.NEVER),
                    rule(
                                    1032,
                                    ErrorKind.READ_ONLY,
                                    "the database file was moved or deleted while it was open",
                                    "put the file back in its place and open it again")
                            .with(RetryClass.NEVER),
                    rule(
                            9,
                            ErrorKind.CANCELLED,
                            "the statement was cancelled",
                            "run the statement again, with more time if it needs it"),
                    rule(10, ErrorKind.RESOURCE, "the system failed to read or write the database file", LOOK),
                    rule(2314, ErrorKind.RESOURCE, "the system failed to lock the database file", LOOK)
                            .with(RetryClass.REPLAY_ON_NEW_CONNECTION),
                    rule(3850, ErrorKind.RESOURCE, "the system failed to lock the database file", LOOK)
                            .with(RetryClass.REPLAY_ON_NEW_CONNECTION),
                    rule(3082, ErrorKind.RESOURCE, "SQLite ran out of memory", "give the program more memory"),
                    rule(11, ErrorKind.CORRUPT, "the database file is damaged: {}", DAMAGED),
                    rule(
                            779,
                            ErrorKind.CORRUPT,
                            "an index of the database is damaged",
                            "run REINDEX, then check again"),
                    rule(12, ErrorKind.INTERNAL, "SQLite does not know what was asked: {}", "report this failure"),
                    rule(
                            13,
                            ErrorKind.DISK_FULL,
                            "the disk has no room left for the database",
                            "make room on the disk"),
                    rule(14, ErrorKind.CONNECTION, "the database file or a file beside it cannot be opened", RIGHTS),
                    rule(15, ErrorKind.LOCKED, "other connections kept changing the lock of the log", REPLAY),
                    rule(17, ErrorKind.SERIALIZATION, "another connection changed the schema meanwhile", REPLAY),
                    rule(
                            18,
                            ErrorKind.DATA,
                            "a text, blob or row is larger than SQLite takes",
                            "store less in one value"),
                    rule(
                            20,
                            ErrorKind.DATA,
                            "a value does not fit its column: {}",
                            "give the column a value of its type"),
                    rule(21, ErrorKind.INTERNAL, "SQLite was called in the wrong way: {}", "report this failure"),
                    rule(
                            22,
                            ErrorKind.RESOURCE,
                            "the system takes no files as large as this database",
                            "move the database to a file system for large files"),
                    rule(
                            23,
                            ErrorKind.PERMISSION,
                            "the statement is not allowed: {}",
                            "look at what this connection is allowed to do"),
                    rule(25, ErrorKind.INTERNAL, "a parameter has no place in the statement", "report this failure"),
                    rule(
                            26,
                            ErrorKind.CORRUPT,
                            "the file is not a SQLite database, or it is encrypted",
                            "check the path"),
                    rule(19, ErrorKind.CHECK_VIOLATION, "a constraint refused the row: {}", "change the row"),
                    rule(275, ErrorKind.CHECK_VIOLATION, "the check {} refused the row", "change the row"),
                    rule(
                            787,
                            ErrorKind.FOREIGN_KEY_VIOLATION,
                            "a foreign key refused the row",
                            "store the parent first"),
                    rule(1299, ErrorKind.NOT_NULL_VIOLATION, "{} must have a value", "give the column a value"),
                    rule(1555, ErrorKind.UNIQUE_VIOLATION, "there is a row with this {} already", "use another key"),
                    rule(2067, ErrorKind.UNIQUE_VIOLATION, "there is a row with this {} already", "use another value"),
                    rule(
                            2579,
                            ErrorKind.UNIQUE_VIOLATION,
                            "there is a row with this number already",
                            "use another key"),
                    rule(1811, ErrorKind.CHECK_VIOLATION, "a trigger refused the row: {}", "change the row"),
                    rule(3091, ErrorKind.DATA, "a value does not fit its column: {}", "give the column its type"))
            .collect(Collectors.toUnmodifiableMap(Rule::code, Function.identity()));

    private Rules() {}

    /**
     * What one code means.
     *
     * @param sentence for people; {@code {}} stands for what SQLite says
     */
    record Rule(int code, ErrorKind kind, RetryClass retry, String sentence, String hint) {
        Rule with(RetryClass other) {
            return new Rule(code, kind, other, sentence, hint);
        }
    }

    /** The line of {@code code}, or of its primary code. */
    static Rule of(int code) {
        Rule exact = BY_CODE.get(code);
        return exact != null ? exact : BY_CODE.getOrDefault(code & 0xff, UNKNOWN);
    }

    private static Rule rule(int code, ErrorKind kind, String sentence, String hint) {
        return new Rule(code, kind, kind.usualRetry(), sentence, hint);
    }
}
