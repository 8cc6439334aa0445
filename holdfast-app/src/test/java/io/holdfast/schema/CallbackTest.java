package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.schema.Fixture.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-1, MIG-4: Flyway's callbacks run before and after migrations, in the transaction where they belong to one. */
final class CallbackTest {
    @TempDir
    private Path folder;

    private Fixture noting(Kind kind) {
        return kind.in(folder)
                .file(
                        "beforeMigrate__log.sql",
                        "create table if not exists notes (n text);\ninsert into notes values ('before');")
                .file("beforeEachMigrate.sql", "insert into notes values ('each');")
                .file("afterEachMigrate.sql", "insert into notes values ('done');")
                .file("afterMigrateApplied.sql", "insert into notes values ('applied');")
                .file("afterMigrate__1.sql", "insert into notes values ('after');")
                .file("afterMigrate__2.sql", "vacuum;")
                .file("V1__make.sql", "create table t (n integer);\ninsert into notes values ('one');")
                .file("V2__more.sql", "insert into notes values ('two');");
    }

    @ParameterizedTest
    @EnumSource
    void theyRunAroundAllAndAroundEach(Kind kind) {
        Fixture app = noting(kind);

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select n from notes"))
                .containsExactly("before", "each", "one", "done", "each", "two", "done", "applied", "after");
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
        app.execute("delete from notes");
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.read("select n from notes")).containsExactly("before", "after");
    }

    @ParameterizedTest
    @EnumSource
    void oneThatFailsInsideUndoesItsMigration(Kind kind) {
        Fixture app = noting(kind).file("afterEachMigrate.sql", "insert into nowhere values (1);");

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("afterEachMigrate.sql:1, statement 1 of 1");

        assertThat(app.read("select n from notes")).containsExactly("before");
        assertThat(app.history()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeRunHereIsSaid(Kind kind) {
        Fixture app = noting(kind).file("beforeUndo.sql", "select 1;").file("beforeEachMigrate__v.sql", "vacuum;");

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining(
                        "beforeUndo.sql: it is a callback that is not run here; expected one of beforeMigrate,");
        app.delete("beforeUndo.sql");
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("beforeEachMigrate__v.sql: it runs in the transaction of each migration");
    }
}
