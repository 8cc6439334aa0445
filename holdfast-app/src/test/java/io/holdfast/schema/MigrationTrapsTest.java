package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-2, MIG-3, MIG-5, R4, R5: ways to lose data, to do things twice, and to get stuck, each of which was open once. */
final class MigrationTrapsTest {
    private static final String ALONE = "-- holdfast: transaction=off\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void anInterruptedUndoIsFinishedAndNothingElseIsUndone(Kind kind) {
        Fixture app = kind.in(folder)
                .file("V1__a.sql", "create table a (n integer);")
                .file("U1__a.sql", "drop table a;")
                .file("V2__b.sql", "create table b (n integer);\ncreate table c (n integer);")
                .file("U2__b.sql", ALONE + "drop table b;\ninsert into missing values (1);\ndrop table c;");
        app.open().up(MigrationOptions.USUAL);
        assertThatThrownBy(() -> app.open().down(MigrationOptions.USUAL))
                .hasMessageContaining("U2__b.sql:3, statement 2 of 3");
        app.execute("create table missing (n integer)");

        app.open().down(MigrationOptions.USUAL);

        assertThat(app.open().status().current()).contains("1");
        assertThat(app.schema()).anyMatch(line -> line.contains("a ")).noneMatch(line -> line.contains(" c "));
    }

    @ParameterizedTest
    @EnumSource
    void manyWhoFinishOneThatWasInterruptedDoEachStatementOnce(Kind kind) throws Exception {
        Fixture app = kind.in(folder)
                .file(
                        "V1__parts.sql",
                        ALONE
                                + "create table c (n integer);\ninsert into missing values (1);\ninsert into c values (1);\ninsert into c values (2);");
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL)).isInstanceOf(HoldfastException.class);
        app.execute("create table missing (n integer)");
        ExecutorService threads = CallerThreads.open();
        try {
            List<Future<?>> runners = new ArrayList<>();
            for (int runner = 0; runner < 6; runner++) {
                runners.add(threads.submit(() -> app.open().up(MigrationOptions.USUAL)));
            }
            for (Future<?> runner : runners) {
                runner.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(app.read("select n from c order by n")).containsExactly("1", "2");
        assertThat(app.read("select n from missing")).containsExactly("1");
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotDoneYetOfAnInterruptedOneCanBeMended(Kind kind) {
        Fixture app =
                kind.in(folder).file("V1__parts.sql", ALONE + "create table c (n integer);\ninsert into d values (1);");
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL)).isInstanceOf(HoldfastException.class);
        app.file("V1__parts.sql", ALONE + "create table e (n integer);\ninsert into c values (1);");
        assertThat(app.open().repair()).as("what is done was changed").isEmpty();

        app.file("V1__parts.sql", ALONE + "create table c (n integer); -- as it was\ninsert into c values (1);");
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL)).hasMessageContaining("holdfast migrate repair");
        assertThat(app.open().repair())
                .containsExactly("V1__parts.sql goes on as it is now, behind its first 1 statements");
        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select n from c")).containsExactly("1");
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatWasUndoneAndRenamedIsForgotten(Kind kind) {
        Fixture app = kind.in(folder)
                .file("V1__a.sql", "create table a (n integer);")
                .file("V3__b.sql", "create table b (n integer);")
                .file("U3__b.sql", "drop table b;");
        app.open().up(MigrationOptions.USUAL);
        app.open().down(MigrationOptions.USUAL);
        app.delete("V3__b.sql");
        app.delete("U3__b.sql");
        app.file("V4__b.sql", "create table b (n integer);");

        assertThat(app.open().up(MigrationOptions.USUAL).steps()).hasSize(1);
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();
        assertThat(app.open().validate().current()).contains("4");
    }

    @ParameterizedTest
    @EnumSource
    void aBaselineStandsForWhatWasUndoneBelowIt(Kind kind) {
        Fixture app = kind.in(folder)
                .file("V1__a.sql", "create table a (n integer);")
                .file("U1__a.sql", "drop table a;")
                .file("V2__b.sql", "create table b (n integer);")
                .file("U2__b.sql", "drop table b;");
        app.open().up(MigrationOptions.USUAL);
        app.open().to(MigrationOptions.USUAL.to("0"));
        app.file("B2__both.sql", "create table a (n integer);\ncreate table b (n integer);");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.history()).endsWith("BASELINE 2 DONE");
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatStandsForAPlaceholderIsNotKept(Kind kind) {
        Fixture app = kind.in(folder)
                .with("placeholders", "secret=hunter2")
                .file("V1__a.sql", "create table a (n varchar(20));\ninsert into a values ('${secret}');");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select n from a")).containsExactly("hunter2");
        assertThat(app.read("select content from holdfast_schema_history"))
                .singleElement()
                .asString()
                .contains("${secret}")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop table /* really */ rows|the rows of rows",
                "alter table rows -- x⏎drop n|the values of rows.n",
                "drop table empty, rows|the rows of rows",
                "delete from rows|rows of rows",
                "alter table rows rename to gone; drop table gone|cannot be looked at before",
                "drop table \"rows\"|the rows of \"rows\"",
            })
    @Scenario(37)
    void whatIsLostIsSeenInWhateverWordsItIsSaid(String undo, String loss) {
        for (Kind kind : Kind.values()) {
            Fixture app = kind.in(folder.resolve(kind.name()))
                    .file(
                            "V1__rows.sql",
                            "create table rows (m integer, n integer);\ncreate table empty (n integer);\ninsert into rows values (1, 1);")
                    .file("U1__rows.sql", undo.replace("; ", ";\n").replace("⏎", "\n") + ";");
            app.open().up(MigrationOptions.USUAL);

            assertThatThrownBy(() -> app.open().down(MigrationOptions.USUAL))
                    .as("%s on %s", undo, kind)
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.DECISION_NEEDED))
                    .hasMessageContaining(loss);
        }
    }

    @Test
    void truncatingSeveralTablesAndWhatCannotBeSeenAskFirst() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file(
                        "V1__a.sql",
                        "create table a (n integer);\ncreate table b (n integer);\ninsert into b values (1);")
                .file(
                        "U1__a.sql",
                        "truncate a, b restart identity;\ndo $$ begin delete from b; end $$;\nwith x as (delete from b returning n) select * from x;");
        app.open().up(MigrationOptions.USUAL);

        assertThatThrownBy(() -> app.open().down(MigrationOptions.USUAL))
                .hasMessageContaining("U1__a.sql:1: the rows of b")
                .hasMessageContaining("U1__a.sql:2: what \"do $$")
                .hasMessageContaining("U1__a.sql:3: what \"with x as");
    }

    @Test
    void theHistoryStaysWhereItIsWhenASchemaComesBeforeItsOwn() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file(
                        "V1__schema.sql",
                        "create schema if not exists postgres;\ncreate table public.a (n integer);\ninsert into public.a values (1);");
        app.open().up(MigrationOptions.USUAL);
        app.file("V2__more.sql", "insert into public.a values (2);");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select n from public.a order by n")).containsExactly("1", "2");
        assertThat(app.read("select count(*) from public.holdfast_schema_history"))
                .containsExactly("2");
    }

    @Test
    void anIndexOfSomebodyElseDoesNotCountAsOurs() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file("V1__a.sql", "create table t (a integer, b integer);\ncreate index i on t (a);")
                .file("V2__i.sql", "create index concurrently i on t (a, b);");

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL)).hasMessageContaining("V2__i.sql:1");
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL)).hasMessageContaining("V2__i.sql:1");
        app.execute("drop index i");
        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select pg_get_indexdef('i'::regclass)"))
                .singleElement()
                .asString()
                .contains("(a, b)");
    }

    @Test
    @Scenario(41)
    void whatAFileSetsHoldsUntilItsEnd() {
        Fixture app = Kind.POSTGRESQL
                .in(folder)
                .file(
                        "V1__a.sql",
                        "create schema tenant;\ncreate table t (n integer);\ncreate table tenant.t (n integer);")
                .file(
                        "V2__i.sql",
                        "set search_path = tenant;\ncreate index concurrently i on t (n);\ninsert into t values (1);\ninsert into missing values (1);\ninsert into t values (2);");
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL)).hasMessageContaining("statement 4 of 5");
        app.execute("create table tenant.missing (n integer)");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select n from tenant.t order by n")).containsExactly("1", "2");
        assertThat(app.read("select schemaname from pg_indexes where indexname = 'i'"))
                .containsExactly("tenant");
    }

    @Test
    void theBeginningOfASessionMayEndInACommentAndIsRunOnce() {
        Fixture postgresql = Kind.POSTGRESQL
                .in(folder)
                .with("lock-timeout", "1s")
                .file("V1__a.sql", "create table a (role integer);")
                .file("V2__b.sql", "create table b (n integer);");
        postgresql.beginning("set work_mem = '5MB' -- enough").open().up(MigrationOptions.USUAL);
        assertThat(postgresql.history()).hasSize(2);

        Fixture sqlite = Kind.SQLITE
                .in(folder.resolve("sqlite"))
                .file("V1__a.sql", "create table a (n integer);")
                .file("V2__b.sql", "create table b (n integer);");
        sqlite.beginning("attach ':memory:' as x").open().up(MigrationOptions.USUAL);
        assertThat(sqlite.history()).hasSize(2);
    }

    @Test
    void aStatementThatGivesUpTheLockIsRefused() {
        Fixture app = Kind.POSTGRESQL.in(folder).file("V1__a.sql", "discard all;\nselect pg_advisory_unlock_all();");

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("2 problems")
                .hasMessageContaining("V1__a.sql:1: it would give up the lock of the only runner");
    }
}
