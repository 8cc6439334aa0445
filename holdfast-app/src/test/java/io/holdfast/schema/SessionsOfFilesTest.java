package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-1, MIG-3: what a file leaves in its session, and what stands for its placeholders. */
final class SessionsOfFilesTest {
    @TempDir
    private Path folder;

    @Test
    @Scenario(42)
    void cursorsAndSettingsEndWithTheirFile() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file(
                        "V1__leaves.sql",
                        "create table seen (what text, value text);\nset local work_mem = '7MB';\nset statement_timeout = '77s';\ndeclare plain cursor for select 1;\ndeclare held cursor with hold for select 1;\ncreate temp table mine (n integer) on commit preserve rows;\nprepare later as select 1;")
                .file(
                        "V2__next.sql",
                        "insert into seen select 'work_mem', current_setting('work_mem');\ninsert into seen select 'timeout', current_setting('statement_timeout');\ninsert into seen select 'cursors', count(*) from pg_cursors where name <> '';\ninsert into seen select 'mine', to_regclass('pg_temp.mine');");

        app.open().up(MigrationOptions.USUAL);

        String workMem = app.read("show work_mem").get(0);
        assertThat(app.read("select what || '=' || coalesce(value, 'none') from seen order by what"))
                .containsExactly("cursors=0", "mine=none", "timeout=0", "work_mem=" + workMem);
    }

    @Test
    @Scenario({41, 42})
    void aTemporaryTableOfSqliteEndsWithItsFile() {
        Fixture app = Kind.SQLITE
                .in(folder)
                .file("V1__leaves.sql", "create temp table mine (n integer);\npragma recursive_triggers = on;")
                .file("V2__next.sql", "create temp table mine (m integer);\ncreate table there (n integer);");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
        assertThat(app.schema()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(39)
    void aRepeatableOneFollowsOnceWhenWhatStandsForAPlaceholderHasChanged(Kind kind) {
        Fixture app = kind.in(folder)
                .with("placeholders", "factor=2")
                .file("V1__make.sql", "create table orders (total integer);\ninsert into orders values (10);")
                .file(
                        "R__totals.sql",
                        "drop view if exists totals;\ncreate view totals as select ${factor} * sum(total) as t from orders;");
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.read("select t from totals")).containsExactly("20");

        app.with("placeholders", "factor=3").file("V2__more.sql", "insert into orders values (1);");
        assertThat(app.open().up(MigrationOptions.USUAL).steps())
                .extracting(MigrationReport.Step::script)
                .containsExactly("V2__more.sql", "R__totals.sql");

        assertThat(app.read("select t from totals")).containsExactly("33");
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();
    }

    @Test
    @Scenario(40)
    void aPlaceholderIsMeantInQuotesAndBodiesAsWellUnlessTheFileSaysOtherwise() {
        String body =
                "create table made (n integer);\ndo $$ begin insert into made values (length('${size}')); end $$;";
        Fixture app = Kind.POSTGRESQL.in(folder).file("V1__body.sql", body);

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("V1__body.sql: nothing is declared for ${size}");
        assertThat(app.schema()).isEmpty();

        app.file("V1__body.sql", "-- holdfast: placeholders=off\n" + body);
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.read("select n from made")).isEqualTo(List.of("7"));
    }
}
