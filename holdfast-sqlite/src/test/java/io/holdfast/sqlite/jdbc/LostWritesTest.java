package io.holdfast.sqlite.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.sqlite.TestFile;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-9: nothing is acknowledged that went into a file which is lost, and what SQLite itself does is not taken for a loss. */
final class LostWritesTest {
    private static final String TABLE = "create table t (a integer primary key, filler text)";
    private static final String ROWS = "insert into t with recursive n(i) as (select 1 union all select i + 1 from n"
            + " where i < 2000) select i, hex(randomblob(100)) from n";
    private static final String WRITE = "insert into t (filler) values ('new')";

    @TempDir
    private Path folder;

    private OpenFile open;

    @BeforeEach
    void open() throws Exception {
        open = OpenFile.in(folder, "pragma journal_mode = wal", TABLE, ROWS);
    }

    @AfterEach
    void close() throws Exception {
        open.close();
    }

    /** What is done to the file behind SQLite's back. */
    @FunctionalInterface
    private interface Harm {
        void happen() throws Exception;
    }

    /** The write alone, as the first of the connection. */
    private Failure alone(Harm harm) throws Exception {
        harm.happen();
        return OpenFile.failureOf(() -> open.run(WRITE));
    }

    /** The harm comes while the transaction is open; the commit fails as often as it is asked for. */
    private Failure inTransaction(Harm harm) throws Exception {
        open.connection().setAutoCommit(false);
        open.run(WRITE);
        harm.happen();
        Failure first = OpenFile.failureOf(Phase.COMMIT, () -> open.connection().commit());
        assertThat(OpenFile.failureOf(Phase.COMMIT, () -> open.connection().commit())
                        .kind())
                .isEqualTo(first.kind());
        return first;
    }

    private void delete() throws Exception {
        Files.move(open.path(), folder.resolve("away.db"));
    }

    private void replace() throws Exception {
        Path other = folder.resolve("other.db");
        TestFile.named(other, TABLE);
        Files.move(other, open.path(), StandardCopyOption.REPLACE_EXISTING);
    }

    private void cut() throws Exception {
        try (var content = new RandomAccessFile(open.path().toFile(), "rw")) {
            content.setLength(content.length() / 2);
        }
    }

    private void forbid() throws Exception {
        Files.setPosixFilePermissions(open.path(), PosixFilePermissions.fromString("r--r--r--"));
    }

    private void allow() throws Exception {
        Files.setPosixFilePermissions(open.path(), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private void deleteTheLog() throws Exception {
        Files.delete(folder.resolve("test.db-wal"));
    }

    @Test
    void aFileThatWasDeletedTakesNoWrite() throws Exception {
        Failure failure = alone(this::delete);
        assertThat(failure.kind()).isEqualTo(ErrorKind.READ_ONLY);
        assertThat(failure.sentence()).contains("moved or deleted");
    }

    @Test
    void aFileThatWasDeletedTakesNoCommit() throws Exception {
        Failure failure = inTransaction(this::delete);
        assertThat(failure.kind()).isEqualTo(ErrorKind.READ_ONLY);
        assertThat(failure.sentence()).contains("moved or deleted");
    }

    @Test
    void aFileThatWasReplacedTakesNoWrite() throws Exception {
        assertThat(alone(this::replace).kind()).isEqualTo(ErrorKind.READ_ONLY);
    }

    @Test
    void aFileThatWasReplacedTakesNoCommit() throws Exception {
        assertThat(inTransaction(this::replace).kind()).isEqualTo(ErrorKind.READ_ONLY);
    }

    @Test
    void aFileThatWasCutOffTakesNoWriteHoweverOftenItIsTried() throws Exception {
        assertThat(alone(this::cut).kind()).isEqualTo(ErrorKind.CORRUPT);
        assertThat(OpenFile.failureOf(() -> open.run(WRITE)).kind()).isEqualTo(ErrorKind.CORRUPT);
    }

    @Test
    void aFileThatWasCutOffTakesNoCommitHoweverOftenItIsTried() throws Exception {
        assertThat(inTransaction(this::cut).kind()).isEqualTo(ErrorKind.CORRUPT);
    }

    @Test
    void aFileThatMayNotBeWrittenTakesNoneEvenFromRootUntilItMayAgain() throws Exception {
        assertThat(alone(this::forbid).kind()).isEqualTo(ErrorKind.READ_ONLY);
        assertThat(OpenFile.failureOf(() -> open.run(WRITE)).kind()).isEqualTo(ErrorKind.READ_ONLY);
        allow();
        assertThat(open.run(WRITE)).isEqualTo(1);
        assertThat(open.foreign("select count(*) from t")).isEqualTo("2001");
    }

    @Test
    void aFileThatMayNotBeWrittenTakesNoCommitUntilItMayAgain() throws Exception {
        assertThat(inTransaction(this::forbid).kind()).isEqualTo(ErrorKind.READ_ONLY);
        allow();
        open.connection().commit();
        assertThat(open.foreign("select count(*) from t")).isEqualTo("2001");
    }

    @Test
    void aWriteIntoALogThatWasDeletedBeforeTheFirstOneIsNotAcknowledged() throws Exception {
        assertThat(alone(this::deleteTheLog).kind()).isEqualTo(ErrorKind.RESOURCE);
    }

    @Test
    void aWriteIntoALogThatWasDeletedLaterIsNotAcknowledged() throws Exception {
        open.run(WRITE);
        assertThat(alone(this::deleteTheLog).kind()).isEqualTo(ErrorKind.RESOURCE);
    }

    @Test
    void aCommitIntoALogThatWasDeletedIsInDoubt() throws Exception {
        open.connection().setAutoCommit(false);
        open.run(WRITE);
        deleteTheLog();
        Failure failure =
                OpenFile.failureOf(Phase.COMMIT, () -> open.connection().commit());
        assertThat(failure.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
    }

    @Test
    void aFileThatBecameOneWithALogByBeingOpenedIsWatchedAsWell() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain")).resolve("test.db");
        try (OpenFile fresh = OpenFile.of(TestFile.named(plain, TABLE))) {
            Files.delete(plain.resolveSibling("test.db-wal"));
            assertThat(OpenFile.failureOf(() -> fresh.run(WRITE)).kind()).isEqualTo(ErrorKind.RESOURCE);
        }
    }

    @Test
    void aFileThatWeMakeSmallerIsSound() throws Exception {
        long before = Files.size(open.path());
        open.run("delete from t where a > 10");
        open.run("vacuum");
        assertThat(open.ask("pragma wal_checkpoint(truncate)")).isEqualTo("0");
        assertThat(Files.size(open.path())).isLessThan(before / 2);
        assertThat(open.run(WRITE)).isEqualTo(1);
        assertThat(open.foreign("select count(*) from t")).isEqualTo("11");
    }

    @Test
    void aFileThatSomebodyElseMakesSmallerIsSoundInATransactionToo() throws Exception {
        open.run(WRITE);
        long before = Files.size(open.path());
        try (Connection other = open.file().connect();
                Statement statement = other.createStatement()) {
            statement.execute("delete from t where a > 10");
            statement.execute("vacuum");
            statement.execute("pragma wal_checkpoint(truncate)");
        }
        assertThat(Files.size(open.path())).isLessThan(before / 2);
        open.connection().setAutoCommit(false);
        open.run(WRITE);
        open.connection().commit();
        assertThat(open.foreign("select count(*) from t")).isEqualTo("11");
    }
}
