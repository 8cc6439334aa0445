package io.holdfast.app.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.database.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CON-10: Jdbi on the plain data source, with a single connection, so that one that is not given back would be missed. */
class JdbiTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void generatedKeysBatchesAndMappedRowsWork(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            Jdbi jdbi = Jdbi.create(database.dataSource());
            long key = jdbi.withHandle(handle -> handle.createUpdate("insert into items (name) values (:name)")
                    .bind("name", "first")
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one());
            jdbi.useHandle(handle -> {
                PreparedBatch batch = handle.prepareBatch("insert into items (name) values (:name)");
                for (int each = 0; each < 100; each++) {
                    batch.bind("name", "item " + each).add();
                }
                assertThat(batch.execute()).hasSize(100).containsOnly(1);
            });

            String first = jdbi.withHandle(handle -> handle.createQuery("select name from items where id = :id")
                    .bind("id", key)
                    .mapTo(String.class)
                    .one());
            assertThat(first).isEqualTo("first");
            assertThat(count(jdbi)).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionThatThrowsLeavesNothingAndItsConnectionIsGoodForTheNext(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            Jdbi jdbi = Jdbi.create(database.dataSource());
            assertThatThrownBy(() -> jdbi.useTransaction(handle -> {
                        insert(handle, "twice");
                        insert(handle, "twice");
                    }))
                    .isInstanceOf(UnableToExecuteStatementException.class);
            assertThatThrownBy(() -> jdbi.useTransaction(handle -> {
                        insert(handle, "never");
                        throw new IllegalStateException("the application's own");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the application's own");
            jdbi.useTransaction(handle -> insert(handle, "stays"));

            assertThat(names(jdbi)).containsExactly("stays");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSavepointUndoesTheInnerPart(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            Jdbi jdbi = Jdbi.create(database.dataSource());
            jdbi.useTransaction(handle -> {
                insert(handle, "outer");
                handle.savepoint("inner");
                insert(handle, "inner");
                handle.rollbackToSavepoint("inner");
            });

            assertThat(names(jdbi)).containsExactly("outer");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIsolationThatIsAskedForEndsWithItsTransaction(Kind kind) throws SQLException {
        try (Database database = kind.open(folder, "pool.size", "1")) {
            Jdbi jdbi = Jdbi.create(database.dataSource());
            TransactionIsolationLevel usual = jdbi.withHandle(Handle::getTransactionIsolationLevel);
            TransactionIsolationLevel other = kind == Kind.POSTGRESQL
                    ? TransactionIsolationLevel.SERIALIZABLE
                    : TransactionIsolationLevel.READ_UNCOMMITTED;
            TransactionIsolationLevel inside = jdbi.inTransaction(other, Handle::getTransactionIsolationLevel);

            assertThat(inside).isEqualTo(other).isNotEqualTo(usual);
            assertThat(jdbi.withHandle(Handle::getTransactionIsolationLevel)).isEqualTo(usual);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatAreStreamedAndLeftHalfWayKeepNoConnection(Kind kind) throws SQLException {
        try (Database database = kind.withItems(folder, "pool.size", "1")) {
            Jdbi jdbi = Jdbi.create(database.dataSource());
            jdbi.useTransaction(handle -> {
                for (int each = 0; each < 50; each++) {
                    insert(handle, "item " + each);
                }
            });
            jdbi.useTransaction(handle -> {
                try (Stream<String> names = handle
                        .createQuery("select name from items order by id")
                        .setFetchSize(10)
                        .mapTo(String.class)
                        .stream()) {
                    assertThat(names.limit(3)).containsExactly("item 0", "item 1", "item 2");
                }
            });

            assertThat(count(jdbi)).isEqualTo(50);
            assertThat(database.poolStatus().orElseThrow().active()).isZero();
        }
    }

    private static void insert(Handle handle, String name) {
        handle.execute("insert into items (name) values (?)", name);
    }

    private static List<String> names(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("select name from items order by name")
                .mapTo(String.class)
                .list());
    }

    private static int count(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from items")
                .mapTo(Integer.class)
                .one());
    }
}
