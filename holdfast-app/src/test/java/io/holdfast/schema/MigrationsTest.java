package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.MigrationStatus.State;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-1, MIG-2, MIG-3, MIG-4, R4, R5: files are applied once and in order, undone, and leave nothing when they fail. */
final class MigrationsTest {
    @TempDir
    private Path folder;

    private Fixture threeVersions(Kind kind) {
        return kind.in(folder)
                .file("V1__make_orders.sql", "create table orders (id integer primary key, total integer not null);")
                .file("U1__make_orders.sql", "drop table orders;")
                .file(
                        "V2__add_note.sql",
                        "alter table orders add column note varchar(10);\ninsert into orders (id, total) values (1, 10);")
                .file("U2__add_note.sql", "delete from orders where id = 1;\nalter table orders drop column note;")
                .file("V10__index.sql", "create index by_total on orders (total);")
                .file("U10__index.sql", "drop index by_total;");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(28)
    void pendingOnesAreAppliedOnceInTheOrderOfTheirNumbers(Kind kind) {
        Fixture app = threeVersions(kind);

        MigrationReport report = app.open().up(MigrationOptions.USUAL);

        assertThat(report.steps())
                .extracting(MigrationReport.Step::script)
                .containsExactly("V1__make_orders.sql", "V2__add_note.sql", "V10__index.sql");
        assertThat(report.before()).isEmpty();
        assertThat(report.after()).contains("10");
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE", "VERSIONED 10 DONE");
        assertThat(app.read("select total from orders")).containsExactly("10");
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();
        assertThat(app.read("select total from orders")).containsExactly("10");
    }

    @ParameterizedTest
    @EnumSource
    void theTargetEndsIt(Kind kind) {
        Fixture app = threeVersions(kind);

        app.open().up(MigrationOptions.USUAL.to("2"));

        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(54)
    void lookingChangesNothing(Kind kind) {
        Fixture app = threeVersions(kind);

        MigrationStatus status = app.open().status();
        MigrationReport plan = app.open().plan(MigrationOptions.USUAL);

        assertThat(status.pending()).isEqualTo(3);
        assertThat(status.migrations())
                .extracting(MigrationStatus.Migration::state)
                .containsOnly(State.PENDING);
        assertThat(plan.steps().get(1).statements())
                .containsExactly(
                        "alter table orders add column note varchar(10)",
                        "insert into orders (id, total) values (1, 10)");
        assertThat(app.schema()).isEmpty();
        assertThat(app.read(
                        kind == Kind.SQLITE
                                ? "select name from sqlite_schema"
                                : "select tablename from pg_tables where schemaname = 'public'"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eachIsUndoneInTurnAndTheSchemaIsAsItWasBefore(Kind kind) {
        Fixture app = threeVersions(kind);
        app.open().up(MigrationOptions.USUAL.to("1"));
        List<String> one = app.schema();
        app.open().up(MigrationOptions.USUAL.to("2"));
        List<String> two = app.schema();
        app.open().up(MigrationOptions.USUAL);

        app.open().down(MigrationOptions.USUAL);
        assertThat(app.schema()).isEqualTo(two);
        app.open().down(MigrationOptions.USUAL.losingData());
        assertThat(app.schema()).isEqualTo(one);
        app.open().down(MigrationOptions.USUAL);
        assertThat(app.schema()).isEmpty();
        assertThat(app.open().down(MigrationOptions.USUAL).steps()).isEmpty();
        assertThat(app.open().status().migrations())
                .extracting(MigrationStatus.Migration::state)
                .containsOnly(State.UNDONE);
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).hasSize(3);
        assertThat(app.history()).hasSize(9).endsWith("VERSIONED 10 DONE");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(37)
    void whatWouldLoseDataByUndoingAsksFirst(Kind kind) {
        Fixture app = threeVersions(kind);
        app.open().up(MigrationOptions.USUAL);

        failure(() -> app.open().to(MigrationOptions.USUAL.to("0")))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.DECISION_NEEDED))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("U2__add_note.sql:1: rows of orders", "U1__make_orders.sql:1: the rows of orders")
                        .doesNotContain("values of orders.note"));
        assertThat(app.open().status().current()).contains("10");

        app.open().to(MigrationOptions.USUAL.to("0").losingData());
        assertThat(app.schema()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(34)
    void aMissingUndoIsNamedBeforeAnythingIsTouched(Kind kind) {
        Fixture app = threeVersions(kind);
        app.open().up(MigrationOptions.USUAL);
        app.delete("U2__add_note.sql");
        List<String> before = app.schema();

        failure(() -> app.open().to(MigrationOptions.USUAL.to("0")))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("V2__add_note.sql: nothing undoes it; expected a file U2__add_note.sql"));
        assertThat(app.schema()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario({21, 22})
    void aFailureLeavesNothingOfItsFileAndSaysWhereItIs(Kind kind) {
        Fixture app = threeVersions(kind)
                .file(
                        "V3__broken.sql",
                        "create table half (id integer);\n\ninsert into half values (1);\ninsert into\n  nowhere values (1);\ncreate table other (id integer);");

        failure(() -> app.open().up(MigrationOptions.USUAL))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.MIGRATION))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains(
                                kind == Kind.SQLITE
                                        ? "V3__broken.sql:4, statement 3 of 4: "
                                        : "V3__broken.sql:5, statement 3 of 4: ")
                        .contains("nowhere"));
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
        assertThat(app.schema()).noneMatch(line -> line.contains("half"));
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(22)
    void allOfARunOrNothing(Kind kind) {
        Fixture app = threeVersions(kind).file("V11__broken.sql", "insert into nowhere values (1);");
        app.open().up(MigrationOptions.USUAL.to("1"));
        List<String> before = app.schema();

        failure(() -> app.open().up(MigrationOptions.USUAL.atomic()))
                .satisfies(failure -> assertThat(failure.getMessage()).contains("V11__broken.sql:1, statement 1 of 1"));
        assertThat(app.schema()).isEqualTo(before);
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE");

        app.file("V11__broken.sql", "insert into orders (id, total) values (2, 20);");
        app.open().up(MigrationOptions.USUAL.atomic());
        assertThat(app.read("select sum(total) from orders")).containsExactly("30");
        assertThat(app.history()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(39)
    void repeatableOnesFollowWheneverTheyHaveChanged(Kind kind) {
        Fixture app = threeVersions(kind)
                .file(
                        "R__totals.sql",
                        "drop view if exists totals;\ncreate view totals as select sum(total) as t from orders;");
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.read("select t from totals")).containsExactly("10");
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();

        app.file(
                "R__totals.sql",
                "drop view if exists totals;\ncreate view totals as select 2 * sum(total) as t from orders;");
        assertThat(app.open().status().migrations().get(3).state()).isEqualTo(State.OUTDATED);
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.read("select t from totals")).containsExactly("20");
        assertThat(app.history()).endsWith("REPEATABLE totals DONE", "REPEATABLE totals DONE");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(40)
    void placeholdersAreReplacedAndAMissingOneIsNamed(Kind kind) {
        Fixture app = kind.in(folder).file("V1__make.sql", "create table ${name} (id integer);\nselect '${other}';");

        failure(() -> app.open().up(MigrationOptions.USUAL))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("V1__make.sql: nothing is declared for ${name}, ${other}"));

        app.with("placeholders", "name=made, other=x").open().up(MigrationOptions.USUAL);
        assertThat(app.schema()).anyMatch(line -> line.contains("made"));
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(26)
    void aChangedFileIsRefusedAndAReformattedOneIsNot(Kind kind) {
        Fixture app = threeVersions(kind);
        app.open().up(MigrationOptions.USUAL);

        app.file(
                "V1__make_orders.sql",
                "-- a licence\r\ncreate table orders (\r\n  id integer primary key,\r\n  total integer not null\r\n);\r\n");
        assertThat(app.open().status().migrations().get(0).state()).isEqualTo(State.REFORMATTED);
        assertThat(app.open().up(MigrationOptions.USUAL).warnings()).anyMatch(line -> line.contains("reformatted"));

        app.file("V1__make_orders.sql", "create table orders (id integer primary key, total bigint not null);");
        failure(() -> app.open().up(MigrationOptions.USUAL))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("V1__make_orders.sql: it was changed after it was applied"));

        assertThat(app.open().repair()).containsExactly("V1__make_orders.sql counts as applied as it is now");
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(27)
    void aDropThatMovesIntoACommentIsNoticed(Kind kind) {
        Fixture app = threeVersions(kind).file("V11__clean.sql", "-- note\ndrop index by_total;");
        app.open().up(MigrationOptions.USUAL);

        app.file("V11__clean.sql", "-- notedrop index by_total;");

        assertThat(app.open().status().migrations().get(3).state()).isEqualTo(State.CHANGED);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(30)
    void whatIsOlderThanTheNewestIsRefusedUnlessItIsWanted(Kind kind) {
        Fixture app = threeVersions(kind);
        app.open().up(MigrationOptions.USUAL);
        app.file("V5__late.sql", "create table late (id integer);");

        failure(() -> app.open().up(MigrationOptions.USUAL))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("V5__late.sql: it is older than the newest applied one"));

        app.open().up(MigrationOptions.USUAL.inAnyOrder());
        assertThat(app.history()).endsWith("VERSIONED 5 DONE");
        assertThat(app.open().validate().current()).contains("10");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario({28, 32})
    void aFileThatIsGoneIsAProblemAndOneOfANewerReleaseIsNot(Kind kind) {
        Fixture app = threeVersions(kind);
        app.open().up(MigrationOptions.USUAL);

        app.delete("V10__index.sql");
        assertThat(app.open().up(MigrationOptions.USUAL).warnings())
                .anyMatch(line -> line.contains("newer than every file"));

        app.delete("V1__make_orders.sql");
        failure(() -> app.open().up(MigrationOptions.USUAL))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("V1__make_orders.sql: it is applied, and its file is gone"));
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(51)
    void aDatabaseThatCameAboutInAnotherWayNeedsABaseline(Kind kind) {
        Fixture app = threeVersions(kind);
        app.execute("create table orders (id integer primary key, total integer not null, note varchar(10))");

        failure(() -> app.open().up(MigrationOptions.USUAL))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.DECISION_NEEDED))
                .satisfies(
                        failure -> assertThat(failure.failure().hint()).contains("holdfast migrate baseline VERSION"));

        app.open().baseline("2", "what was there");
        assertThat(app.open().up(MigrationOptions.USUAL).steps())
                .extracting(MigrationReport.Step::script)
                .containsExactly("V10__index.sql");
        assertThat(app.history()).containsExactly("BASELINE 2 DONE", "VERSIONED 10 DONE");
        failure(() -> app.open().baseline("3", "again"))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.ALREADY_EXISTS));
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyDatabaseBeginsWithTheNewestBaselineFile(Kind kind) {
        Fixture app = threeVersions(kind)
                .file(
                        "B2__orders.sql",
                        "create table orders (id integer primary key, total integer not null, note varchar(10));");

        app.open().up(MigrationOptions.USUAL);

        assertThat(app.history()).containsExactly("BASELINE 2 DONE", "VERSIONED 10 DONE");
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Scenario({25, 28})
    void everythingThatIsWrongIsToldTogetherBeforeAnythingIsTouched(Kind kind) {
        Fixture app = threeVersions(kind)
                .file("V1_5__same.sql", "select 1;")
                .file("V01.5__again.sql", "select 1;")
                .file("V4_typo.sql", "select 1;")
                .file("V6__open.sql", "create table t (id integer);\nselect 'never closed;")
                .file("V7__commits.sql", "create table u (id integer);\ncommit;")
                .file("V8__option.sql", "-- holdfast: transactions=off\nselect 1;");

        failure(() -> app.open().up(MigrationOptions.USUAL))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("it is the same migration as")
                        .contains("V4_typo.sql: its name is not that of a migration")
                        .contains("V8__option.sql:1: the option transactions=off is not known"));
        app.delete("V01.5__again.sql");
        app.delete("V4_typo.sql");
        app.delete("V8__option.sql");
        failure(() -> app.open().up(MigrationOptions.USUAL))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("2 problems with the migrations of app; nothing was touched")
                        .contains("V6__open.sql:2: ")
                        .contains("V7__commits.sql:2: COMMIT would end the transaction"));
        assertThat(app.schema()).isEmpty();
    }

    private static AbstractObjectAssert<?, HoldfastException> failure(ThrowingCallable work) {
        return assertThatThrownBy(work).asInstanceOf(type(HoldfastException.class));
    }
}
