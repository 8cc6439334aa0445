package io.holdfast.sqlite.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.ErrorKind;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TX-1, CON-9: what {@code RETURNING} tells is told of something that is committed, or will be with its transaction. */
final class ReturnedRowsTest {
    private static final String TWO = "insert into t values (1, 'x'), (2, null) returning a as \"the \"\"key\"\"\", b";

    @TempDir
    private Path folder;

    private OpenFile open;
    private ManagedConnection connection;

    @BeforeEach
    void open() throws Exception {
        open = OpenFile.in(
                folder,
                "create table t (a integer primary key, b)",
                "create table child (a integer references t deferrable initially deferred)");
        connection = open.connection();
    }

    @AfterEach
    void close() throws Exception {
        open.close();
    }

    private String count() throws SQLException {
        return open.foreign("select count(*) from t");
    }

    private static void assertTwo(ResultSet rows) throws SQLException {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt("the \"key\"")).isEqualTo(1);
        assertThat(rows.getString(2)).isEqualTo("x");
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(2);
        assertThat(rows.getObject(2)).isNull();
        assertThat(rows.next()).isFalse();
    }

    @Test
    void aWriteByItselfIsCommittedBeforeItsRowsAreRead() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TWO)) {
            assertThat(count()).isEqualTo("2");
            assertTwo(rows);
        }
    }

    @Test
    void thatHoldsForEveryWayToRunIt() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement(TWO)) {
            assertThat(statement.execute(TWO)).isTrue();
            assertThat(count()).isEqualTo("2");
            assertTwo(statement.getResultSet());
            open.run("delete from t");
            assertTwo(prepared.executeQuery());
            assertThat(count()).isEqualTo("2");
            open.run("delete from t");
            assertThat(prepared.execute()).isTrue();
            assertTwo(prepared.getResultSet());
            assertThat(count()).isEqualTo("2");
        }
    }

    @Test
    void valuesOfEveryClassStayWhatTheyAre() throws SQLException {
        byte[] bytes = {0, -1, 39};
        try (PreparedStatement insert =
                connection.prepareStatement("insert into t values (?, ?) returning a, b, typeof(b), 1.0, 1 << 40")) {
            insert.setInt(1, 7);
            insert.setBytes(2, bytes);
            try (ResultSet row = insert.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getObject(1)).isEqualTo(7);
                assertThat(row.getBytes(2)).isEqualTo(bytes);
                assertThat(row.getString(3)).isEqualTo("blob");
                assertThat(row.getObject(4)).isEqualTo(1.0);
                assertThat(row.getLong(5)).isEqualTo(1L << 40);
            }
        }
    }

    @Test
    void aWriteThatTouchesNoRowReturnsNone() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("update t set b = 1 returning a, b")) {
            assertThat(rows.getMetaData().getColumnLabel(2)).isEqualTo("b");
            assertThat(rows.next()).isFalse();
        }
    }

    /** SQLite commits when the rows are closed, and the driver does not look whether it did. */
    @Test
    void aCommitThatFailsIsToldBeforeAnyRowIs() throws SQLException {
        String orphans = "insert into child values (98), (99) returning a";
        assertThat(OpenFile.failureOf(() -> open.ask(orphans)).kind()).isEqualTo(ErrorKind.FOREIGN_KEY_VIOLATION);
        try (PreparedStatement prepared = connection.prepareStatement(orphans)) {
            assertThatThrownBy(prepared::executeQuery).hasMessageContaining("FOREIGN KEY");
        }
        assertThat(open.foreign("select count(*) from child")).isEqualTo("0");
        open.run("insert into t values (1, 2)");
        assertThat(count()).isEqualTo("1");
    }

    @Test
    void moreRowsThanCanBeKeptAreNotWritten() throws SQLException {
        assertThatThrownBy(() -> open.ask("insert into t (b) with recursive n(i) as"
                        + " (select 1 union all select i + 1 from n where i < 50001) select i from n returning a, b"))
                .hasMessageContaining("run it in a transaction");
        assertThat(count()).isEqualTo("0");
        assertThat(open.ask("insert into t (b) with recursive n(i) as"
                        + " (select 1 union all select i + 1 from n where i < 50000) select i from n returning a, b"))
                .isEqualTo("1");
        assertThat(count()).isEqualTo("50000");
    }

    @Test
    void rowsThatNobodyClosesKeepNobodyWaiting() throws Exception {
        try (Statement statement = connection.createStatement();
                OpenFile other = OpenFile.of(open.file())) {
            assertThat(statement.executeQuery(TWO).next()).isTrue();
            other.limit(Duration.ofMillis(100));
            other.run("insert into t values (3, 3)");
        }
        assertThat(count()).isEqualTo("3");
    }

    @Test
    void inATransactionOpenRowsAreClosedByTheCommit() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared =
                        connection.prepareStatement("insert into t values (3, 3), (4, 4) returning a")) {
            assertThat(statement.executeQuery(TWO).next()).isTrue();
            assertThat(prepared.executeQuery().next()).isTrue();
            connection.commit();
            assertThat(count()).isEqualTo("4");
        }
    }

    @Test
    void inATransactionOpenRowsAreClosedByTheRollback() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery(TWO).next()).isTrue();
            connection.rollback();
            open.run("insert into t values (3, 3)");
            connection.commit();
            assertThat(open.foreign("select group_concat(a) from t")).isEqualTo("3");
        }
    }

    @Test
    void openRowsAreClosedByTheEndOfASavepoint() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            Savepoint kept = connection.setSavepoint();
            assertThat(statement.executeQuery(TWO).next()).isTrue();
            connection.releaseSavepoint(kept);
            Savepoint undone = connection.setSavepoint();
            assertThat(statement
                            .executeQuery("insert into t values (3, 3), (4, 4) returning a")
                            .next())
                    .isTrue();
            connection.rollback(undone);
            connection.commit();
        }
        assertThat(count()).isEqualTo("2");
    }
}
