package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.database.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CON-10: what people write who have used HikariCP so far. */
class PlainJdbcTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsCommittedStaysAndWhatIsLeftOpenIsRolledBack(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            DataSource source = database.dataSource();
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                insert(connection, "committed");
                connection.commit();
                insert(connection, "rolled back");
                connection.rollback();
                insert(connection, "left open");
            }
            try (Connection connection = source.getConnection()) {
                insert(connection, "of its own");
                assertThat(names(connection)).isEqualTo("committed,of its own");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatABorrowerHasSetIsResetForTheNextOne(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            DataSource source = database.dataSource();
            int isolation;
            int timeout;
            Connection physical;
            try (Connection connection = source.getConnection()) {
                physical = (Connection) connection.unwrap(kind.driver());
                isolation = connection.getTransactionIsolation();
                timeout = kind == Kind.POSTGRESQL ? connection.getNetworkTimeout() : 0;
                connection.setTransactionIsolation(
                        kind == Kind.POSTGRESQL
                                ? Connection.TRANSACTION_SERIALIZABLE
                                : Connection.TRANSACTION_READ_UNCOMMITTED);
                connection.setAutoCommit(false);
                if (kind == Kind.POSTGRESQL) {
                    connection.setReadOnly(true);
                    connection.setNetworkTimeout(Runnable::run, 1_234_567);
                    connection.setSchema("information_schema");
                }
            }
            try (Connection connection = source.getConnection()) {
                assertThat((Connection) connection.unwrap(kind.driver())).isSameAs(physical);
                assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(connection.isReadOnly()).isFalse();
                insert(connection, "it takes writes");
                if (kind == Kind.POSTGRESQL) {
                    assertThat(connection.getNetworkTimeout()).isEqualTo(timeout);
                    assertThat(connection.getSchema()).isEqualTo("public");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void unwrappingGivesTheDriversConnectionAndNothingElseIsPromised(Kind kind) throws SQLException {
        try (Database database = kind.open(folder)) {
            DataSource source = database.dataSource();
            assertThat(source.isWrapperFor(DataSource.class)).isTrue();
            assertThat(source.unwrap(DataSource.class)).isSameAs(source);
            assertThat(source.isWrapperFor(HikariDataSource.class)).isFalse();
            assertThatThrownBy(() -> source.unwrap(HikariDataSource.class)).isInstanceOf(SQLException.class);

            try (Connection connection = source.getConnection()) {
                assertThat(connection.isWrapperFor(kind.driver())).isTrue();
                assertThat(connection.unwrap(kind.driver())).isInstanceOf(kind.driver());
                assertThat(connection.isWrapperFor(Connection.class)).isTrue();
                assertThat(connection.unwrap(Connection.class)).isNotNull();
                assertThat(connection.isWrapperFor(DataSource.class)).isFalse();
                assertThatThrownBy(() -> connection.unwrap(DataSource.class)).isInstanceOf(SQLException.class);
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void generatedKeysBatchesAndBytesWork(Kind kind) throws SQLException {
        byte[] content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        try (Database database = kind.withItems(folder);
                Connection connection = database.dataSource().getConnection()) {
            long key;
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into items (name, content) values (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "big");
                insert.setBytes(2, content);
                insert.executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    key = keys.getLong(1);
                }
                for (int each = 0; each < 100; each++) {
                    insert.setString(1, "item " + each);
                    insert.setBytes(2, new byte[] {(byte) each});
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(100).containsOnly(1);
            }
            try (PreparedStatement select = connection.prepareStatement("select content from items where id = ?")) {
                select.setLong(1, key);
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getBytes(1)).isEqualTo(content);
                    assertThat(row.getBinaryStream(1)).hasBinaryContent(content);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSavepointUndoesTheInnerPart(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder);
                Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, "outer");
            var savepoint = connection.setSavepoint("inner");
            insert(connection, "inner");
            assertThatThrownBy(() -> insert(connection, "outer")).isInstanceOf(SQLException.class);
            connection.rollback(savepoint);
            connection.releaseSavepoint(connection.setSavepoint());
            connection.commit();

            assertThat(names(connection)).isEqualTo("outer");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReachedFromAStatementLeadsBackToTheSameConnection(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            Connection connection = database.dataSource().getConnection();
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("select name from items");
            assertThat(rows.getStatement()).isSameAs(statement);
            for (Connection reached :
                    List.of(statement.getConnection(), connection.getMetaData().getConnection())) {
                assertThat((Object) reached.unwrap(kind.driver())).isSameAs(connection.unwrap(kind.driver()));
            }

            statement.getConnection().close();
            assertThat(connection.isClosed()).isTrue();
            connection.close();
            try (Connection next = database.dataSource().getConnection()) {
                assertThat(names(next)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyRowsAreReadAFewAtATime(Kind kind) throws SQLException {
        try (Database database = kind.open(folder);
                Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(500);
                long sum = 0;
                try (ResultSet rows = statement.executeQuery(
                        "with recursive c(n) as (select 1 union all select n + 1 from c where n < 200000)"
                                + " select n from c")) {
                    while (rows.next()) {
                        sum += rows.getLong(1);
                    }
                }
                assertThat(sum).isEqualTo(20_000_100_000L);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyConnectionBeginsWithTheInitSql(Kind kind) throws SQLException {
        String init = kind == Kind.POSTGRESQL ? "set work_mem = '7MB'" : "pragma cache_size = -7000";
        String question = kind == Kind.POSTGRESQL ? "show work_mem" : "pragma cache_size";
        try (Database database = kind.open(folder, "pool.init-sql", init, "pool.size", "2");
                Connection one = database.dataSource().getConnection();
                Connection two = database.dataSource().getConnection()) {
            for (Connection each : new Connection[] {one, two}) {
                try (ResultSet row = each.createStatement().executeQuery(question)) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isIn("7MB", "-7000");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTwiceIsHarmlessAndClosesWhatWasLeftOpen(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            Connection connection = database.dataSource().getConnection();
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("select name from items");
            connection.close();
            connection.close();

            assertThat(connection.isClosed()).isTrue();
            assertThat(statement.isClosed()).isTrue();
            assertThat(rows.isClosed()).isTrue();
            assertThatCode(statement::close).doesNotThrowAnyException();
            assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
            assertThat(database.poolStatus().orElseThrow().active()).isZero();
            try (Connection next = database.dataSource().getConnection()) {
                assertThat(names(next)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatOutlivesItsDatabaseCanBeClosed(Kind kind) throws SQLException {
        Database database = kind.withItems(folder);
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        insert(connection, "never committed");
        database.close();

        assertThatCode(connection::close).doesNotThrowAnyException();
        assertThatCode(connection::close).doesNotThrowAnyException();
        assertThatThrownBy(() -> database.dataSource().getConnection()).hasMessage("app was closed");
    }

    private static void insert(Connection connection, String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into items (name) values (?)")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    private static String names(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from items order by name")) {
            var names = new StringJoiner(",");
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names.toString();
        }
    }
}
