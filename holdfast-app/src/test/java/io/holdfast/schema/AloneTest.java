package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-3, scenarios 11, 12, 22 and 44: what cannot run in a transaction runs by itself, and each part of it once. */
final class AloneTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @Scenario(12)
    void statementsOfAFileThatIsNoTransactionAreDoneOnceAlsoWhenOneFails(Kind kind) {
        Fixture app = kind.in(folder)
                .file(
                        "V1__parts.sql",
                        "-- holdfast: transaction=off\ncreate table c (n integer);\ninsert into c values (1);\ninsert into missing values (1);\ninsert into c values (2);");

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .isInstanceOf(HoldfastException.class)
                .hasMessageContaining("V1__parts.sql:4, statement 3 of 4")
                .satisfies(failure -> assertThat(
                                ((HoldfastException) failure).failure().hint())
                        .contains("the statements before it stay, and are not run again"));
        assertThat(app.read("select n from c")).containsExactly("1");
        assertThat(app.open().status().migrations().get(0).state()).isEqualTo(MigrationStatus.State.INTERRUPTED);

        app.execute("create table missing (n integer)");
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.read("select n from c order by n")).containsExactly("1", "2");
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(12)
    void oneThatHasChangedSinceItWasInterruptedIsRefused(Kind kind) {
        Fixture app = kind.in(folder)
                .file(
                        "V1__parts.sql",
                        "-- holdfast: transaction=off\ncreate table c (n integer);\ninsert into missing values (1);");
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL)).isInstanceOf(HoldfastException.class);

        app.file("V1__parts.sql", "-- holdfast: transaction=off\ncreate table c (n integer);\nselect 1;");

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("V1__parts.sql: it was begun and not finished, and has changed since");
    }

    @Test
    @Scenario(11)
    void anIndexThatCouldNotBeBuiltIsRemovedAndBuiltAnew() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file("V1__make.sql", "create table t (n integer);\ninsert into t values (1), (1);")
                .file("V2__index.sql", "create unique index concurrently one on t (n);");

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("V2__index.sql:1, statement 1 of 1");
        assertThat(app.read("select indisvalid from pg_index where indexrelid = 'one'::regclass"))
                .containsExactly("f");

        app.execute("delete from t where ctid = (select min(ctid) from t)");
        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select indisvalid from pg_index where indexrelid = 'one'::regclass"))
                .containsExactly("t");
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
    }

    @Test
    void whatPostgresqlRefusesInATransactionIsRecognised() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file("V1__make.sql", "create table t (n integer);\ncreate index i on t (n);")
                .file(
                        "V2__all.sql",
                        "vacuum t;\nreindex table concurrently t;\nreindex (verbose, concurrently) index i;\ndrop index concurrently i;\ncreate index concurrently if not exists i on only t (n);\nreindex schema public;\ncluster;\nalter system set work_mem = '5MB';\nalter system reset work_mem;")
                .file(
                        "V3__parts.sql",
                        "create table p (n integer) partition by range (n);\ncreate table p1 partition of p for values from (0) to (10);")
                .file("V4__detach.sql", "alter table p detach partition p1 concurrently;");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.history()).hasSize(4).allMatch(line -> line.endsWith(" DONE"));
        assertThat(app.open().plan(MigrationOptions.USUAL).steps()).isEmpty();
    }

    @Test
    void anIndexWithoutANameIsRefusedWhereACrashWouldLoseIt() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file("V1__make.sql", "create table t (n integer);")
                .file("V2__index.sql", "create index concurrently on t (n);");

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("V2__index.sql:1: an index that is built concurrently needs a name");
    }

    @Test
    @Scenario(44)
    void aTableOfSqliteIsRebuiltWithoutForeignKeysThatAreLookedAtInTheEnd() {
        String rebuild =
                "create table parents2 (id integer primary key, name text);\ninsert into parents2 (id) select id from parents%s;\ndrop table parents;\nalter table parents2 rename to parents;";
        Fixture app = Kind.SQLITE
                .in(folder)
                .file(
                        "V1__make.sql",
                        "create table parents (id integer primary key);\ncreate table children (parent integer references parents (id));\ninsert into parents values (1);\ninsert into children values (1);")
                .file("V2__rebuild.sql", "-- holdfast: foreign-keys=off\n" + rebuild.formatted(" where id <> 1"));

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("V2__rebuild.sql, at its commit")
                .hasMessageContaining("row 1 of children has no row in parents");
        assertThat(app.read("select id from parents")).containsExactly("1");

        app.file("V2__rebuild.sql", "-- holdfast: foreign-keys=off\n" + rebuild.formatted(""));
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.read("select count(*) from children")).containsExactly("1");

        app.file("V3__pragma.sql", "pragma foreign_keys = off;");
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("V3__pragma.sql:1: this does nothing in a transaction");
    }

    @Test
    @Scenario({41, 42})
    void aSessionIsAsItWasForTheNextFile() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file(
                        "V1__dump.sql",
                        "select pg_catalog.set_config('search_path', '', false);\ncreate table public.a (n integer);\nset role pg_read_all_data;\ncreate temp table left_over (n integer);")
                .file("V2__next.sql", "create table b (n integer);\ncreate temp table left_over (n integer);");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.schema()).anyMatch(line -> line.startsWith("b "));
        assertThat(app.history()).hasSize(2);
    }

    @Test
    void dataOfCopyIsTaken() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file(
                        "V1__copy.sql",
                        "create table t (n integer, word text);\ncopy t from stdin;\n1\tone; 'two\n2\t\\N\n\\.\ninsert into t values (3, 'three');");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select n || coalesce(word, '-') from t order by n"))
                .containsExactly("1one; 'two", "2-", "3three");
    }
}
