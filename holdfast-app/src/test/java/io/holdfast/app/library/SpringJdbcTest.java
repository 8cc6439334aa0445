package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.database.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jdbc.datasource.ConnectionProxy;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * CON-10: Spring's JdbcTemplate and its transactions on the plain data source, with a single connection, so that one that
 * is not given back would be missed.
 */
class SpringJdbcTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void generatedKeysBatchesAndMappedRowsWork(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            var template = new JdbcTemplate(database.dataSource());
            Number key = new SimpleJdbcInsert(template)
                    .withTableName("items")
                    .usingColumns("name")
                    .usingGeneratedKeyColumns("id")
                    .executeAndReturnKey(Map.of("name", "first"));
            List<Object[]> others = IntStream.range(0, 100)
                    .mapToObj(each -> new Object[] {"item " + each})
                    .toList();
            int[] counts = template.batchUpdate("insert into items (name) values (?)", others);

            assertThat(counts).hasSize(100).containsOnly(1);
            assertThat(template.queryForObject("select name from items where id = ?", String.class, key))
                    .isEqualTo("first");
            try (Stream<String> names =
                    template.queryForStream("select name from items order by id", (row, number) -> row.getString(1))) {
                assertThat(names.limit(2)).containsExactly("first", "item 0");
            }
            assertThat(names(template)).hasSize(101);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionThatThrowsLeavesNothingAndItsConnectionIsGoodForTheNext(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            var template = new JdbcTemplate(database.dataSource());
            TransactionTemplate transactions = transactions(database.dataSource());
            assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                        insert(template, "twice");
                        insert(template, "twice");
                    }))
                    .isInstanceOf(DataAccessException.class);
            transactions.executeWithoutResult(status -> {
                insert(template, "never");
                status.setRollbackOnly();
            });
            transactions.executeWithoutResult(status -> insert(template, "stays"));

            assertThat(names(template)).containsExactly("stays");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNestedTransactionIsASavepoint(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            var template = new JdbcTemplate(database.dataSource());
            TransactionTemplate outer = transactions(database.dataSource());
            TransactionTemplate nested = transactions(database.dataSource());
            nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
            outer.executeWithoutResult(status -> {
                insert(template, "outer");
                assertThatThrownBy(() -> nested.executeWithoutResult(inner -> {
                            insert(template, "inner");
                            insert(template, "outer");
                        }))
                        .isInstanceOf(DataAccessException.class);
                nested.executeWithoutResult(inner -> insert(template, "second"));
            });

            assertThat(names(template)).containsExactly("outer", "second");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatATransactionAsksForEndsWithIt(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            var template = new JdbcTemplate(database.dataSource());
            int usual = isolation(template);
            int other = kind == Kind.POSTGRESQL
                    ? Connection.TRANSACTION_SERIALIZABLE
                    : Connection.TRANSACTION_READ_UNCOMMITTED;
            TransactionTemplate strict = transactions(database.dataSource());
            strict.setIsolationLevel(other);
            strict.setReadOnly(kind == Kind.POSTGRESQL);
            strict.setTimeout(20);
            strict.executeWithoutResult(status -> {
                assertThat(isolation(template)).isEqualTo(other).isNotEqualTo(usual);
                if (kind == Kind.POSTGRESQL) {
                    assertThatThrownBy(() -> insert(template, "refused")).isInstanceOf(DataAccessException.class);
                }
            });

            assertThat(isolation(template)).isEqualTo(usual);
            insert(template, "it takes writes");
            assertThat(names(template)).containsExactly("it takes writes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void springsOwnWrappersOfADataSourceLeadToTheDriversConnection(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            DataSource source = database.dataSource();
            TransactionTemplate transactions = transactions(source);
            for (DataSource wrapped :
                    List.of(new TransactionAwareDataSourceProxy(source), new LazyConnectionDataSourceProxy(source))) {
                try (Connection connection = wrapped.getConnection()) {
                    assertThat(connection).isInstanceOf(ConnectionProxy.class);
                    assertThat(connection.isWrapperFor(kind.driver())).isTrue();
                    assertThat((Object) connection.unwrap(kind.driver())).isInstanceOf(kind.driver());
                }
            }
            transactions.executeWithoutResult(status -> {
                try (Connection joined = new TransactionAwareDataSourceProxy(source).getConnection()) {
                    joined.createStatement().executeUpdate("insert into items (name) values ('joined')");
                } catch (SQLException failure) {
                    throw new AssertionError(failure);
                }
                status.setRollbackOnly();
            });
            assertThat(names(new JdbcTemplate(source))).isEmpty();
        }
    }

    private static TransactionTemplate transactions(DataSource source) {
        return new TransactionTemplate(new JdbcTransactionManager(source));
    }

    private static int isolation(JdbcTemplate template) {
        Integer isolation = template.execute(Connection::getTransactionIsolation);
        return isolation == null ? -1 : isolation;
    }

    private static void insert(JdbcTemplate template, String name) {
        template.update("insert into items (name) values (?)", name);
    }

    private static List<String> names(JdbcTemplate template) {
        return template.queryForList("select name from items order by name", String.class);
    }
}
