package io.holdfast.benchmarks.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("BEN-1: everybody does the same work, with the settings that the document says")
class ContestantTest {
    private static final int COUNT = 8;

    @TempDir
    private Path folder;

    @Test
    void everybodyAppliesEachMigrationOnceAndThenNothing() throws Exception {
        MigrationSet migrations = MigrationSet.write(folder.resolve("set"), COUNT);
        for (Contestant.Entry entry : Contestant.all()) {
            Target target = Target.sqlite(folder.resolve(entry.name() + ".db"));
            entry.way().bringUpToDate(target, migrations);
            target.check(entry.name(), migrations);
            entry.way().bringUpToDate(target, migrations);
            target.check(entry.name(), migrations);
            assertThat(target.ask("pragma journal_mode")).isEqualTo("wal");
        }
    }

    @Test
    void aMigrationThatIsMissingOrAppliedTwiceIsFound() throws Exception {
        MigrationSet migrations = MigrationSet.write(folder.resolve("set"), COUNT);
        Target target = Target.sqlite(folder.resolve("floor.db"));
        new Floor().bringUpToDate(target, migrations);
        execute(target, "update t_1 set price = price + id * 10");
        assertThatThrownBy(() -> target.check("floor", migrations))
                .hasMessage("floor did not apply each migration of t_1 once");
        execute(target, "update t_1 set price = price - id * 10");
        target.check("floor", migrations);
        execute(target, "delete from t_0");
        assertThatThrownBy(() -> target.check("floor", migrations))
                .hasMessage("floor did not apply each migration of t_0 once");
    }

    @Test
    void theDriversConnectionsWaitForTheDiskAsOursDo() throws SQLException {
        Target target = Target.sqlite(folder.resolve("app.db"));
        assertThat(target.ask("pragma journal_mode")).isEqualTo("wal");
        assertThat(target.ask("pragma synchronous")).isEqualTo("2");
    }

    @Test
    void theSetHasAStatementAndAHalfForEachMigration() throws Exception {
        MigrationSet migrations = MigrationSet.write(folder.resolve("set"), COUNT);
        Target target = Target.sqlite(folder.resolve("app.db"));
        new Floor().bringUpToDate(target, migrations);
        assertThat(migrations.list()).hasSize(COUNT);
        assertThat(count(target, "floor_history")).isEqualTo(COUNT);
        assertThat(count(target, "sqlite_schema where type = 'index' and name like 't\\__\\_name' escape '\\'"))
                .isEqualTo(migrations.tables());
    }

    private static int count(Target target, String rows) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select count(*) from " + rows)) {
            answer.next();
            return answer.getInt(1);
        }
    }

    private static void execute(Target target, String sql) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
