package io.holdfast.sqlite.resultcode;

import static io.holdfast.error.ErrorKind.CONNECTION;
import static io.holdfast.error.ErrorKind.CORRUPT;
import static io.holdfast.error.ErrorKind.DISK_FULL;
import static io.holdfast.error.ErrorKind.NOT_FOUND;
import static io.holdfast.error.ErrorKind.PERMISSION;
import static io.holdfast.error.ErrorKind.READ_ONLY;
import static io.holdfast.error.ErrorKind.RESOURCE;
import static io.holdfast.error.ErrorKind.SERIALIZATION;
import static io.holdfast.sqlite.resultcode.Line.backOff;
import static io.holdfast.sqlite.resultcode.Line.broken;
import static io.holdfast.sqlite.resultcode.Line.locked;
import static io.holdfast.sqlite.resultcode.Line.never;
import static io.holdfast.sqlite.resultcode.Line.reopen;
import static io.holdfast.sqlite.resultcode.Line.replay;
import static io.holdfast.sqlite.resultcode.Line.storage;

import java.util.List;

/** The database file, what lies below it, and whoever else uses it. */
final class FileCodes {
    private static final String RIGHTS = "give this user the right to read and write the file and its directory";
    private static final String OPENING = RIGHTS + "; a file system that is mounted read-only will not do";
    private static final String DAMAGED = "stop writing to the file, keep a copy of it, and restore a backup";
    private static final String LOOK = "look at the disk and the system's log";
    private static final String AGAIN = "the whole transaction can be run again";

    static final List<Line> LINES = List.of(
            locked("another connection has the database locked", 5, 773),
            locked("another process is recovering the database after a crash", 261),
            locked("a table is locked by another statement of this process", 6, 518),
            locked("a table is locked by another connection of this process", 262),
            locked("other connections kept changing the lock of the log", 15),
            replay(SERIALIZATION, "another connection wrote since this transaction read", AGAIN, 517),
            replay(SERIALIZATION, "another connection changed the schema meanwhile", AGAIN, 17),
            replay(SERIALIZATION, "the state of the database that was to be read is gone", AGAIN, 769),
            backOff(RESOURCE, "SQLite ran out of memory", "give the program more memory", 7),
            backOff(DISK_FULL, "the disk has no room left for the database", "make room on the disk", 13),
            never(PERMISSION, "the system does not allow this kind of access to the database file", RIGHTS, 3),
            never(READ_ONLY, "the database takes no writes", RIGHTS, 8, 1288, 1544),
            reopen(READ_ONLY, "the log of the database has to be recovered by a writer", RIGHTS, 264),
            reopen(READ_ONLY, "the -shm file of the database cannot be locked", RIGHTS, 520),
            never(
                    READ_ONLY,
                    "a writer died in the middle of a transaction, and only a writer can undo it",
                    "open the database once with the program that owns it, then try again",
                    776),
            never(
                    READ_ONLY,
                    "the database file was moved or deleted while it was open",
                    "put the file back in its place and open it again",
                    1032),
            storage("the system failed to read or write the database file", LOOK, 10),
            storage("SQLite ran out of memory", "give the program more memory", 3082),
            storage("the system failed to remove a file beside the database", LOOK, 2570, 5898),
            storage("there is no folder for temporary files", "set SQLITE_TMPDIR to a folder for them", 6410),
            storage(
                    "the system failed to share memory between the users of the database",
                    "keep the database on a disk of this machine",
                    4618,
                    5130,
                    5386),
            storage(
                    "the file that the users of the database share, -shm, could not be given its size",
                    "make room on the disk",
                    4874),
            reopen(RESOURCE, "the system failed to lock the database file", LOOK, 2314, 3850),
            broken(CORRUPT, "the file system gives back other data than was written", DAMAGED, 8202, 8458),
            never(CORRUPT, "the database file is damaged: {}", DAMAGED, 11, 267, 523),
            never(CORRUPT, "an index of the database is damaged", "run REINDEX, then check again", 779),
            never(CORRUPT, "the file is not a SQLite database, or it is encrypted", "check the path", 26),
            reopen(CONNECTION, "the database file or a file beside it cannot be opened", OPENING, 14),
            never(NOT_FOUND, "the path of the database leads to something that is no file", "check the path", 526),
            never(NOT_FOUND, "the path of the database cannot be used", "check the path", 782, 1038, 1550),
            never(
                    RESOURCE,
                    "the system takes no files as large as this database",
                    "move the database to a file system for large files",
                    22));

    private FileCodes() {}
}
