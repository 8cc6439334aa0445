package io.holdfast.sqlite.resultcode;

import static io.holdfast.error.Phase.BEGIN;
import static io.holdfast.error.Phase.BODY;
import static io.holdfast.error.Phase.COMMIT;
import static io.holdfast.error.Phase.CONNECT;
import static org.sqlite.SQLiteErrorCode.SQLITE_ABORT_ROLLBACK;
import static org.sqlite.SQLiteErrorCode.SQLITE_BUSY;
import static org.sqlite.SQLiteErrorCode.SQLITE_BUSY_RECOVERY;
import static org.sqlite.SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT;
import static org.sqlite.SQLiteErrorCode.SQLITE_CANTOPEN;
import static org.sqlite.SQLiteErrorCode.SQLITE_CORRUPT;
import static org.sqlite.SQLiteErrorCode.SQLITE_CORRUPT_INDEX;
import static org.sqlite.SQLiteErrorCode.SQLITE_CORRUPT_SEQUENCE;
import static org.sqlite.SQLiteErrorCode.SQLITE_INTERRUPT;
import static org.sqlite.SQLiteErrorCode.SQLITE_IOERR_CORRUPTFS;
import static org.sqlite.SQLiteErrorCode.SQLITE_IOERR_DELETE;
import static org.sqlite.SQLiteErrorCode.SQLITE_IOERR_DELETE_NOENT;
import static org.sqlite.SQLiteErrorCode.SQLITE_IOERR_READ;
import static org.sqlite.SQLiteErrorCode.SQLITE_LOCKED;
import static org.sqlite.SQLiteErrorCode.SQLITE_LOCKED_SHAREDCACHE;
import static org.sqlite.SQLiteErrorCode.SQLITE_NOTADB;
import static org.sqlite.SQLiteErrorCode.SQLITE_PERM;
import static org.sqlite.SQLiteErrorCode.SQLITE_PROTOCOL;
import static org.sqlite.SQLiteErrorCode.SQLITE_READONLY_DBMOVED;
import static org.sqlite.SQLiteErrorCode.SQLITE_READONLY_ROLLBACK;

import io.holdfast.sqlite.SqliteEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.ProgressHandler;

/** What needs more than statements in one connection: other connections and processes, damaged and missing files. */
final class FileProvocations {
    private static final int PAGE = 4096;
    private static final String TABLE = "create table t(a)";
    private static final String ROW = "insert into t values (1)";
    private static final String READ = "select * from t";
    private static final String WAL = "pragma journal_mode = wal";

    static final List<Provocation> ALL = List.of(
            Provocation.of(SQLITE_BUSY, CONNECT, FileProvocations::openLocked),
            Provocation.of(SQLITE_BUSY, BEGIN, FileProvocations::beginLocked),
            Provocation.of(SQLITE_BUSY, COMMIT, FileProvocations::commitBesideReader),
            Provocation.of(SQLITE_BUSY_RECOVERY, BODY, scene -> recoveredElsewhere(scene, Locker.IN_USE)),
            Provocation.of(SQLITE_PROTOCOL, BODY, FileProvocations::recoveredElsewhere),
            Provocation.of(SQLITE_BUSY_SNAPSHOT, BODY, FileProvocations::writtenMeanwhile),
            Provocation.of(SQLITE_LOCKED, BODY, FileProvocations::droppedWhileRead),
            Provocation.of(SQLITE_LOCKED_SHAREDCACHE, BODY, FileProvocations::sharedCache),
            Provocation.of(SQLITE_ABORT_ROLLBACK, BODY, FileProvocations::rolledBackWhileRead),
            Provocation.of(SQLITE_INTERRUPT, BODY, FileProvocations::interrupted),
            Provocation.of(SQLITE_PERM, CONNECT, FileProvocations::moreThanAllowed),
            Provocation.of(SQLITE_CANTOPEN, CONNECT, scene -> scene.connection(scene.file("") + "/no/such.db")),
            Provocation.of(SQLITE_CANTOPEN, BODY, FileProvocations::folderForLog),
            Provocation.of(SQLITE_NOTADB, CONNECT, FileProvocations::letter),
            Provocation.of(SQLITE_CORRUPT, BODY, FileProvocations::damaged),
            Provocation.of(SQLITE_CORRUPT_INDEX, BODY, FileProvocations::indexWithoutRow),
            Provocation.of(SQLITE_CORRUPT_SEQUENCE, BODY, FileProvocations::oddSequence),
            Provocation.of(SQLITE_READONLY_DBMOVED, BODY, FileProvocations::moved),
            Provocation.of(SQLITE_READONLY_ROLLBACK, BODY, FileProvocations::deadWriter),
            Provocation.of(SQLITE_IOERR_READ, BODY, FileProvocations::folderForJournal),
            Provocation.of(SQLITE_IOERR_DELETE, COMMIT, FileProvocations::journalCannotGo),
            Provocation.of(SQLITE_IOERR_DELETE_NOENT, COMMIT, FileProvocations::journalIsGone),
            Provocation.of(SQLITE_IOERR_CORRUPTFS, BODY, FileProvocations::noFileSystem));

    private FileProvocations() {}

    private static void openLocked(Scene scene) throws Exception {
        Scene.run(scene.another(), TABLE, "begin exclusive");
        new SqliteEngine()
                .open(scene.testFile().endpoint("rw"), Duration.ofMillis(1))
                .close();
    }

    private static void beginLocked(Scene scene) throws SQLException {
        Scene.run(scene.another(), TABLE, "begin immediate");
        scene.run("pragma busy_timeout = 1", "begin immediate");
    }

    /** The commit fails, and is repeated when the reader has gone: that the table says of it is true. */
    private static void commitBesideReader(Scene scene) throws SQLException {
        scene.run(TABLE, "insert into t values (1), (2)", "pragma busy_timeout = 1");
        ResultSet rows = scene.reading(scene.another(), READ);
        scene.run("begin immediate", "insert into t values (3)");
        try {
            scene.run("commit");
        } finally {
            rows.close();
            scene.run("commit");
        }
    }

    /** Another process recovers; if it uses the shared file as it should, it is waited for in another way. */
    private static void recoveredElsewhere(Scene scene, Integer... inUse) throws Exception {
        scene.run(WAL, "pragma wal_autocheckpoint = 0", TABLE, ROW);
        Path copy = scene.copied("-wal");
        Path shared = Files.write(Path.of(copy + "-shm"), new byte[8 * PAGE]);
        List<Integer> places = new ArrayList<>(Locker.RECOVERY);
        places.addAll(List.of(inUse));
        scene.lockedElsewhere(shared, places);
        Scene.run(scene.connection(copy.toString()), "pragma busy_timeout = 1", READ);
    }

    private static void writtenMeanwhile(Scene scene) throws SQLException {
        scene.run(WAL, TABLE, ROW, "begin", READ);
        Scene.run(scene.another(), ROW);
        scene.run(ROW);
    }

    private static void droppedWhileRead(Scene scene) throws SQLException {
        scene.run(TABLE, "insert into t values (1), (2)");
        scene.reading(scene.connection(), READ);
        scene.run("drop table t");
    }

    private static void sharedCache(Scene scene) throws SQLException {
        String url = "file:" + scene.file("").toAbsolutePath() + "?cache=shared";
        Scene.run(scene.connection(url), TABLE, "begin", ROW);
        Scene.run(scene.connection(url), READ);
    }

    private static void rolledBackWhileRead(Scene scene) throws SQLException {
        scene.run(TABLE, "insert into t values (1), (2)", "begin", "create table other(a)");
        ResultSet rows = scene.reading(scene.connection(), READ);
        scene.run("rollback");
        rows.next();
    }

    private static void interrupted(Scene scene) throws SQLException {
        ProgressHandler.setHandler(scene.connection(), 1000, new ProgressHandler() {
            @Override
            protected int progress() {
                return 1;
            }
        });
        scene.run("with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n");
    }

    /** What the url asks for goes beyond what the connection may do. */
    private static void moreThanAllowed(Scene scene) throws SQLException {
        scene.reading(Path.of(scene.file("") + "?mode=rwc"));
    }

    private static void folderForLog(Scene scene) throws Exception {
        scene.run(WAL, TABLE);
        scene.reopen();
        Files.createDirectory(scene.file("-wal"));
        scene.run(READ);
    }

    private static void letter(Scene scene) throws Exception {
        Files.writeString(scene.file(""), "Dear Anna, ".repeat(1000));
        scene.run("select * from sqlite_schema");
    }

    private static void damaged(Scene scene) throws Exception {
        scene.run(TABLE, ROW);
        scene.reopen();
        try (FileChannel file = FileChannel.open(scene.file(""), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(PAGE), PAGE);
        }
        scene.run(READ);
    }

    /** The index is hidden while a row is stored, so that it has no entry for it. */
    private static void indexWithoutRow(Scene scene) throws SQLException {
        scene.run(
                "create table t(a, b)",
                "create index i on t(a)",
                "create table kept as select * from sqlite_schema where name = 'i'",
                "pragma writable_schema = on",
                "delete from sqlite_schema where name = 'i'");
        scene.reopen();
        scene.run(
                "insert into t values (1, 2)",
                "pragma writable_schema = on",
                "insert into sqlite_schema select * from kept");
        scene.reopen();
        scene.run("delete from t where b = 2");
    }

    private static void oddSequence(Scene scene) throws SQLException {
        scene.run(
                "create table t(a integer primary key autoincrement)",
                "pragma writable_schema = on",
                "update sqlite_schema set sql = 'create table sqlite_sequence(a int)' where name = 'sqlite_sequence'");
        scene.reopen();
        scene.run(ROW);
    }

    private static void moved(Scene scene) throws Exception {
        scene.run(TABLE);
        Files.move(scene.file(""), scene.file(".moved"));
        scene.run(ROW);
    }

    private static void deadWriter(Scene scene) throws Exception {
        scene.run(TABLE, ROW, "pragma cache_size = 2", "begin", "insert into t values (randomblob(50000))");
        Path copy = scene.copied("-journal");
        Scene.run(scene.reading(copy), READ);
    }

    private static void folderForJournal(Scene scene) throws Exception {
        scene.run(TABLE);
        Files.createDirectory(scene.file("-journal"));
        scene.run(ROW);
    }

    private static void journalCannotGo(Scene scene) throws Exception {
        inTransaction(scene);
        Files.createDirectory(scene.file("-journal"));
        scene.run("commit");
    }

    private static void journalIsGone(Scene scene) throws Exception {
        inTransaction(scene);
        scene.run("commit");
    }

    private static void inTransaction(Scene scene) throws SQLException, IOException {
        scene.run(TABLE, "begin", ROW);
        Files.delete(scene.file("-journal"));
    }

    private static void noFileSystem(Scene scene) throws SQLException {
        Connection memory = scene.connection("/proc/self/mem");
        Scene.run(memory, "select * from sqlite_schema");
    }
}
