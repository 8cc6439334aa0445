package io.holdfast.sqlite.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.SchemaModel.Check;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Key;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.SqlSession;
import io.holdfast.sqlite.sql.TableDeclaration;
import io.holdfast.testkit.Props;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** XFER-1: whatever SQLite takes as CREATE TABLE, the parser reads all of it, and agrees with SQLite's own answers. */
class DeclarationPropertyTest {

    @Test
    void theParserReadsWhatSqliteTookAndAgreesWithItsPragmas() {
        int[] taken = {0};
        Props.cases(400).forAll(Props.random(AnyTable::new), any -> {
            String sql = any.sql();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                    Statement statement = connection.createStatement()) {
                statement.execute("create table p(id integer primary key)");
                if (!takes(statement, sql)) {
                    return;
                }
                taken[0]++;
                compare(any, connection);
            } catch (Exception e) {
                throw new AssertionError(sql, e);
            }
        });
        assertThat(taken[0]).as("declarations that SQLite took").isGreaterThan(100);
    }

    private static void compare(AnyTable any, Connection connection) throws SQLException {
        var pragmas = new Pragmas(connection, "main");
        String kept = pragmas.entries().stream()
                .filter(entry -> entry.name().equals("t"))
                .findFirst()
                .orElseThrow()
                .sql();
        Table table = new SqliteSchemaReader()
                .read(new Lent(connection), "main")
                .table("t")
                .orElseThrow();
        assertThat(table.notes()).as(kept).noneMatch(note -> note.contains("not understood"));
        assertThat(table.columns()).as(kept).extracting(Column::name).containsExactlyElementsOf(any.columns());
        assertThat(table.checks()).as(kept).extracting(Check::name).containsExactlyElementsOf(any.checks());
        assertThat(table.foreignKeys())
                .as(kept)
                .extracting(ForeignKey::name)
                .containsExactlyElementsOf(any.references());
        assertKeysAgree(kept, table);
    }

    /** The keys of the declaration are those that SQLite made, but for the row number and repeated ones. */
    private static void assertKeysAgree(String kept, Table table) {
        TableDeclaration declaration = TableDeclaration.of(kept);
        List<List<String>> declared =
                declaration.keys().stream().map(key -> key.columns()).distinct().toList();
        List<List<String>> made = new ArrayList<>();
        Optional<Key> primary = table.primaryKey();
        primary.ifPresent(key -> made.add(key.columns()));
        table.uniques().forEach(key -> made.add(key.columns()));
        assertThat(declared).as(kept).hasSameElementsAs(made);
    }

    private static boolean takes(Statement statement, String sql) {
        try {
            return !statement.execute(sql);
        } catch (SQLException refused) {
            return false;
        }
    }

    private record Lent(Connection connection) implements SqlSession {
        @Override
        public boolean ping(Duration timeout) {
            return true;
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }
}
