package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.SchemaDifference;
import io.holdfast.engine.SchemaDifference.Change;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-6, scenario 31: what was changed by hand is named, thing by thing, with the SQL that takes it back. */
final class DriftTest {
    @TempDir
    private Path folder;

    private Fixture migrated(Kind kind) {
        Fixture app = kind.in(folder)
                .file("V1__people.sql", """
                        create table people (id integer primary key, age integer default 7, name varchar(40) not null);
                        create index people_by_name on people (name);""")
                .file("V2__orders.sql", """
                        create table orders (id integer primary key, person integer references people (id),
                            amount integer not null, constraint positive check (amount > 0));
                        create view rich as select person from orders where amount > 1000;""")
                .file("R__totals.sql", """
                        drop view if exists totals;
                        create view totals as select person, sum(amount) as total from orders group by person;""");
        app.open().up(MigrationOptions.USUAL);
        return app;
    }

    private static List<String> found(DriftReport report) {
        return report.differences().stream()
                .map(one -> one.change() + " " + one.object())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whatMigrationsGaveIsNoDrift(Kind kind) {
        Fixture app = migrated(kind);
        List<String> before = app.everything();

        assertThat(app.open().drift().differences()).isEmpty();
        assertThat(app.everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(31)
    void whatWasDoneByHandIsNamed(Kind kind) {
        Fixture app = migrated(kind);
        app.execute(
                "alter table people add column phone varchar(20)",
                "drop index people_by_name",
                "create index orders_by_person on orders (person)",
                "drop view rich",
                "create table notes (id integer primary key, note text)");

        DriftReport report = app.open().drift();

        assertThat(report.matters()).isTrue();
        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "EXTRA column people.phone",
                        "MISSING index people.people_by_name",
                        "EXTRA index orders.orders_by_person",
                        "MISSING view rich",
                        "EXTRA table notes");
    }

    @ParameterizedTest
    @EnumSource
    void theSqlOfEachDifferenceTakesItBack(Kind kind) {
        Fixture app = migrated(kind);
        app.execute(
                "alter table people add column phone varchar(20)",
                "drop index people_by_name",
                "create index orders_by_person on orders (person)",
                "drop view rich",
                "drop view totals",
                "create table notes (id integer primary key, note text)",
                "alter table people drop column age",
                "create view totals as select person, count(*) as total from orders group by person");

        for (SchemaDifference difference : app.open().drift().differences()) {
            assertThat(difference.sql()).as(difference.object()).isNotEmpty();
            app.execute(difference.sql().toArray(String[]::new));
        }

        assertThat(app.open().drift().matters()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfColumnsIsToldApart(Kind kind) {
        Fixture app = migrated(kind);
        app.execute("alter table people drop column age", "alter table people add column age integer default 7");

        DriftReport report = app.open().drift();

        assertThat(report.matters()).isFalse();
        assertThat(report.differences()).singleElement().satisfies(one -> {
            assertThat(one.change()).isEqualTo(Change.ORDER);
            assertThat(one.expected()).isEqualTo("id, age, name");
        });
    }

    /** A file that says something else by now does not matter: the history keeps what was applied. */
    @ParameterizedTest
    @EnumSource
    void whatWasAppliedCountsAndNotWhatTheFilesSayNow(Kind kind) {
        Fixture app = migrated(kind);
        app.file("R__totals.sql", "drop view if exists totals;\ncreate view totals as select 1 as one;");
        app.file("V3__later.sql", "create table later (id integer primary key);");
        app.delete("V2__orders.sql");

        assertThat(app.open().drift().differences()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyKnowsCannotBeCompared(Kind kind) {
        Fixture app = kind.in(folder).file("V2__more.sql", "create table more (id integer primary key);");
        app.execute("create table old (id integer primary key)");
        app.open().baseline("1", "old");
        app.open().up(MigrationOptions.USUAL);

        DriftReport report = app.open().drift();
        assertThat(report.compared()).isFalse();
        assertThat(report.notes())
                .containsExactly(
                        "what was changed by hand cannot be told: version 1: it was declared to be there, and no"
                                + " file says what it is");

        app.file("V1__old.sql", "create table old (id integer primary key);");
        report = app.open().drift();
        assertThat(report.compared()).isTrue();
        assertThat(report.differences()).isEmpty();
    }

    /** Things that somebody else keeps in the schema are left alone where that is declared. */
    @ParameterizedTest
    @EnumSource
    void whatOthersKeepIsDeclared(Kind kind) {
        Fixture app = migrated(kind);
        app.execute(
                "create table legacy_a (id integer primary key)",
                "create table legacy_b (id integer primary key)",
                "create table holdfast_of_mine (id integer primary key)");

        assertThat(found(app.with("unmanaged", "legacy_*").open().drift()))
                .containsExactly("EXTRA table holdfast_of_mine");
    }
}
