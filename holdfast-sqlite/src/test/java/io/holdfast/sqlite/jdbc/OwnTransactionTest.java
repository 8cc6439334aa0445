package io.holdfast.sqlite.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Phase;
import io.holdfast.sqlite.SqliteEngine;
import io.holdfast.sqlite.TestFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TX-1, TX-2, CON-9: transactions of a connection to SQLite begin and end where JDBC says, and the truth is told of them. */
final class OwnTransactionTest {
    private static final String ENDLESS =
            "with recursive n(i) as (select 1 union all select i + 1 from n) select sum(i) from n";

    @TempDir
    private Path folder;

    private OpenFile open;
    private ManagedConnection connection;

    @BeforeEach
    void open() throws Exception {
        open = OpenFile.in(
                folder,
                "create table t (a integer primary key, b text)",
                "create table strict (a integer primary key on conflict rollback)",
                "create table child (a integer references t deferrable initially deferred)",
                "insert into strict values (1)");
        connection = open.connection();
    }

    @AfterEach
    void close() throws Exception {
        open.close();
    }

    private String rows() throws SQLException {
        return open.foreign("select coalesce(group_concat(a, ' '), '') from (select a from t order by a)");
    }

    private void foreign(String sql) throws SQLException {
        try (Connection other = open.file().connect();
                Statement statement = other.createStatement()) {
            statement.execute("pragma busy_timeout = 0");
            statement.executeUpdate(sql);
        }
    }

    @Test
    void whatIsWrittenIsThereOnceItIsCommittedAndNotBefore() throws SQLException {
        connection.setAutoCommit(false);
        open.run("insert into t (a) values (1)");
        assertThat(rows()).isEmpty();
        connection.commit();
        assertThat(rows()).isEqualTo("1");
        open.run("insert into t (a) values (2)");
        connection.rollback();
        open.run("insert into t (a) values (3)");
        connection.setAutoCommit(true);
        assertThat(rows()).as("turning to auto-commit commits").isEqualTo("1 3");
    }

    @Test
    void whoReadsFirstHasTheLockBySoThatNothingItReadIsOutdated() throws SQLException {
        connection.setAutoCommit(false);
        assertThat(open.ask("select count(*) from t")).isEqualTo("0");
        assertThatThrownBy(() -> foreign("insert into t (a) values (9)")).hasMessageContaining("BUSY");
        open.run("insert into t (a) values (1)");
        connection.commit();
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void whoOnlyReadsKeepsNobodyWaitingAndSeesOneState() throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        assertThat(open.ask("select count(*) from t")).isEqualTo("0");
        foreign("insert into t (a) values (9)");
        assertThat(open.ask("select count(*) from t")).isEqualTo("0");
        assertThat(catchThrowable(() -> connection.setReadOnly(false))).isInstanceOf(SQLException.class);
        connection.commit();
        assertThat(open.ask("select count(*) from t")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into t (a) values (1)",
                "with x(a) as (select 1) insert into t (a) select a from x",
                "insert into t (a) values (1) returning a",
                "pragma user_version = 5",
                "pragma wal_checkpoint(truncate)",
                "drop table t",
                "vacuum"
            })
    void whoOnlyReadsCannotWrite(String sql) throws SQLException {
        connection.setReadOnly(true);
        assertThat(OpenFile.failureOf(() -> open.run(sql)).kind()).isEqualTo(ErrorKind.READ_ONLY);
        assertThat(OpenFile.failureOf(() -> open.ask(sql)).kind()).isEqualTo(ErrorKind.READ_ONLY);
        connection.setReadOnly(false);
        open.run("insert into t (a) values (1)");
        assertThat(rows()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "commit",
                "rollback",
                "savepoint a",
                "\uFEFFcommit",
                "insert into t (a) values (1); commit",
                "create trigger g after insert on t begin delete from child; end; commit"
            })
    void transactionsAreNotEndedInWords(String sql) throws SQLException {
        assertThatThrownBy(() -> open.run(sql)).hasMessageContaining("through the connection");
        assertThat(rows()).isEmpty();
    }

    @Test
    void commitAndRollbackNeedATransaction() {
        assertThatThrownBy(connection::commit).hasMessageContaining("setAutoCommit(false)");
        assertThatThrownBy(connection::rollback).hasMessageContaining("setAutoCommit(false)");
    }

    @Test
    void whatSqliteHasRolledBackByItselfIsNotTakenForOpen() throws SQLException {
        connection.setAutoCommit(false);
        open.run("insert into t (a) values (1)");
        assertThat(OpenFile.failureOf(() -> open.run("insert into strict values (1)"))
                        .kind())
                .isEqualTo(ErrorKind.UNIQUE_VIOLATION);
        assertThat(OpenFile.failureOf(() -> open.run("insert into t (a) values (2)"))
                        .vendorCode())
                .isEqualTo(516);
        assertThat(OpenFile.failureOf(Phase.COMMIT, connection::commit).vendorCode())
                .isEqualTo(516);
        connection.rollback();
        open.run("insert into t (a) values (3)");
        connection.commit();
        assertThat(rows()).isEqualTo("3");
    }

    @Test
    void aConstraintThatFailsTheCommitLeavesItOpenUntilItIsRolledBack() throws SQLException {
        connection.setAutoCommit(false);
        open.run("insert into child values (7)");
        assertThat(OpenFile.failureOf(Phase.COMMIT, connection::commit).kind())
                .isEqualTo(ErrorKind.FOREIGN_KEY_VIOLATION);
        open.run("insert into t (a) values (7)");
        connection.commit();
        assertThat(rows()).isEqualTo("7");
        assertThat(open.foreign("select count(*) from child")).isEqualTo("1");
    }

    @Test
    void savepointsInsideOfEachOtherAreUndoneForThemselves() throws SQLException {
        connection.setAutoCommit(false);
        Savepoint outer = connection.setSavepoint();
        open.run("insert into t (a) values (1)");
        Savepoint inner = connection.setSavepoint("it's \"quoted\"");
        open.run("insert into t (a) values (2)");
        connection.rollback(inner);
        Savepoint third = connection.setSavepoint();
        open.run("insert into t (a) values (3)");
        connection.releaseSavepoint(third);
        connection.rollback(outer);
        open.run("insert into t (a) values (4)");
        connection.commit();
        assertThat(rows()).isEqualTo("4");
    }

    @Test
    void whoClosesLeavesNothingOpenAndNobodyWaiting() throws Exception {
        connection.setAutoCommit(false);
        open.run("insert into t (a) values (1)");
        try (OpenFile other = OpenFile.of(open.file())) {
            var waiting = new FutureTask<>(() -> other.run("insert into t (a) values (2)"));
            var thread = new Thread(waiting);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            open.close();
            assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(rows()).isEqualTo("2");
    }

    @Test
    void keysThatWereMadeAreToldWhetherTheyWereAskedForOrNot() throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into t (b) values (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "x");
            insert.executeUpdate();
            open.run("insert into t (a) values (50)");
            assertThat(key(insert)).as("that of this statement").isEqualTo(1);
        }
        try (Statement plain = connection.createStatement()) {
            plain.executeUpdate("insert into t (b) values ('y')");
            assertThat(key(plain)).isEqualTo(51);
            plain.executeUpdate("update t set b = 'z'");
            assertThat(key(plain))
                    .as("no key of something that inserts nothing")
                    .isEqualTo(-1);
        }
    }

    private static long key(Statement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            return keys.next() ? keys.getLong(1) : -1;
        }
    }

    @Test
    void keptStatementsSeeATableThatHasChangedAndFeelNothingOfTheirFormerUser() throws SQLException {
        open.run("insert into t (a, b) values (1, 'x'), (2, 'y')");
        for (int run = 0; run < 2; run++) {
            try (PreparedStatement all = connection.prepareStatement("select * from t order by a");
                    ResultSet rows = all.executeQuery()) {
                assertThat(rows.getMetaData().getColumnCount()).isEqualTo(2 + run);
            }
            if (run == 0) {
                open.run("alter table t add column c text");
            }
        }
        try (PreparedStatement one = connection.prepareStatement("select a from t order by a")) {
            one.setMaxRows(1);
            assertThat(count(one)).isEqualTo(1);
        }
        try (PreparedStatement two = connection.prepareStatement("select a from t order by a")) {
            assertThat(count(two)).isEqualTo(2);
        }
        open.run("drop table child");
        assertThatThrownBy(() -> open.run("insert into child values (1)")).hasMessageContaining("no such table");
    }

    private static int count(PreparedStatement statement) throws SQLException {
        int count = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    @Test
    void batchesAreOneTransactionOrManyAsTheConnectionSays() throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("insert into t (a) values (?)")) {
            for (int a = 1; a <= 3; a++) {
                insert.setInt(1, a);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
        }
        assertThat(rows()).isEmpty();
        connection.commit();
        assertThat(rows()).isEqualTo("1 2 3");
    }

    @Test
    void aWaitForSomebodyElsesLockEndsWithTheLock() throws Exception {
        try (Connection other = open.file().connect();
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            var waiting = new FutureTask<>(() -> open.run("insert into t (a) values (1)"));
            var thread = new Thread(waiting);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            statement.execute("commit");
            assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(rows()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWaitForALockIsCalledOffByAnInterruptAndByACancellation(boolean interrupt) throws Exception {
        open.limit(Duration.ofMinutes(1));
        try (Connection other = open.file().connect();
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            var waiting = new FutureTask<>(() -> OpenFile.failureOf(() -> open.run("insert into t (a) values (1)")));
            var thread = new Thread(waiting);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            if (interrupt) {
                thread.interrupt();
            } else {
                open.session().cancel();
            }
            assertThat(waiting.get(5, TimeUnit.SECONDS).kind()).isEqualTo(ErrorKind.CANCELLED);
            statement.execute("rollback");
        }
        open.run("insert into t (a) values (2)");
        assertThat(rows()).isEqualTo("2");
    }

    @Test
    void aWaitForATurnEndsWithThePatience() throws Exception {
        connection.setAutoCommit(false);
        open.run("insert into t (a) values (1)");
        try (OpenFile other = OpenFile.of(open.file())) {
            other.limit(Duration.ofMillis(50));
            assertThat(OpenFile.failureOf(() -> other.run("insert into t (a) values (2)"))
                            .kind())
                    .isEqualTo(ErrorKind.LOCKED);
        }
        connection.commit();
        assertThat(rows()).isEqualTo("1");
    }

    @Test
    void aQueryTimeoutEndsWhatComputesAndNothingElse() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThat(new SqliteEngine()
                            .classify(catchThrowable(() -> statement.executeQuery(ENDLESS)), Phase.BODY)
                            .kind())
                    .isEqualTo(ErrorKind.CANCELLED);
            assertThat(statement.executeUpdate("insert into t (a) values (1)")).isEqualTo(1);
        }
        assertThat(rows()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "normal"})
    void safetyIsWhatTheUrlSays(String level) throws Exception {
        Path file = Files.createDirectory(folder.resolve(level)).resolve("test.db");
        try (OpenFile other = OpenFile.of(TestFile.named(file, "create table t (a integer)"), level)) {
            assertThat(other.ask("pragma synchronous")).isEqualTo(level.equals("full") ? "2" : "1");
            assertThat(other.ask("pragma journal_mode")).isEqualTo("wal");
            assertThat(other.ask("pragma foreign_keys")).isEqualTo("1");
        }
    }

    @Test
    void aLogThatHasGrownTooLongIsCutOffOnceNobodyReads() throws Exception {
        Path log = folder.resolve("test.db-wal");
        try (OpenFile reader = OpenFile.of(open.file())) {
            reader.connection().setReadOnly(true);
            reader.connection().setAutoCommit(false);
            reader.ask("select count(*) from t");
            open.run("insert into t (b) with recursive n(i) as (select 1 union all select i + 1 from n where i < 100)"
                    + " select hex(randomblob(2000)) from n");
            try (Statement statement = connection.target().createStatement()) {
                var pause = new Checkpoints.Pause();
                var checkpoints = new Checkpoints(statement, new LockWait(0), 100_000, pause);
                long before = Files.size(log);
                checkpoints.afterCommit(before);
                assertThat(Files.size(log)).as("somebody reads").isEqualTo(before);
                reader.connection().commit();
                checkpoints.afterCommit(before);
                assertThat(Files.size(log)).as("not asked again so soon").isEqualTo(before);
                new Checkpoints(statement, new LockWait(0), 100_000, pause).afterCommit(before);
                assertThat(Files.size(log)).as("nor by another connection").isEqualTo(before);
                new Checkpoints(statement, new LockWait(0), 100_000, new Checkpoints.Pause()).afterCommit(before);
                assertThat(Files.size(log)).isZero();
            }
        }
    }
}
