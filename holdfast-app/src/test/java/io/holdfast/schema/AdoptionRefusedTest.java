package io.holdfast.schema;

import static io.holdfast.schema.FlywayBook.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-2 (adopt), scenarios 20, 49 and 50: what cannot be taken over is named, and nothing is written. */
final class AdoptionRefusedTest {
    @TempDir
    private Path folder;

    private Fixture migrated(Kind kind) {
        return FlywayBook.files(kind.in(folder));
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(49)
    void whatHasFailedIsNamedWithWhatToDo(Kind kind) {
        Fixture app = migrated(kind).file("V3__more.sql", "select 3;");
        FlywayBook.of(app).line("3", "SQL", "V3__more.sql", FlywayBook.checksum("select 3;"), false);

        refused(app)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains(
                                "line 4 (version 3, V3__more.sql, SQL): it has failed, says Flyway",
                                "undo by hand what it left, then run flyway repair"));
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(49)
    void allChangedAndMissingFilesAreNamedTogether(Kind kind) {
        Fixture app = migrated(kind).file("V4__four.sql", "select 4;");
        FlywayBook.of(app)
                .applied("3", "V3__lost.sql", "select 3;")
                .applied("4", "V4__four.sql", "select 44;")
                .line("3.5", "JDBC", "db.migration.V3_5__Fill", null, true)
                .line("3.6", "MYSTERY", "V3_6__what.sql", 1, true)
                .line("3.x", "SQL", "V3_x__what.sql", 1, true)
                .applied("99", "V99__newer_release.sql", "select 99;");
        app.file("V1__make_orders.sql", ORDERS.replace("integer not", "bigint not"));

        refused(app)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains(
                                "6 problems with the migrations of app; nothing was touched",
                                "V1__make_orders.sql: it was changed after Flyway applied it",
                                "V3__lost.sql: Flyway has applied it, and its file is gone",
                                "V4__four.sql: it was changed after Flyway applied it",
                                "db.migration.V3_5__Fill: Flyway has applied it, and it is no file of SQL; expected a file V3.5__",
                                "line 7 (version 3.6, V3_6__what.sql, MYSTERY): it is not known what that means",
                                "line 8 (version 3.x, V3_x__what.sql, SQL): its version is none")
                        .doesNotContain("V2__add_note", "V99"));
    }

    @ParameterizedTest
    @EnumSource
    void whatFlywayWritesAfterwardsIsNamed(Kind kind) {
        Fixture app = migrated(kind).file("V3__more.sql", "create table more (id integer);");
        FlywayBook book = FlywayBook.of(app);
        app.open().adopt();
        book.applied("3", "V3__more.sql", "create table more (id integer);");
        String two =
                "flyway_schema_history: two tools are at work: Flyway has written line 4 (version 3, V3__more.sql, SQL)";

        assertThat(app.open().status().problems()).singleElement().asString().contains(two);
        for (ThrowingCallable work : List.<ThrowingCallable>of(
                () -> app.open().validate(),
                () -> app.open().up(MigrationOptions.USUAL),
                () -> app.open().plan(MigrationOptions.USUAL),
                () -> app.open().down(MigrationOptions.USUAL))) {
            failure(work)
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION))
                    .satisfies(failure ->
                            assertThat(failure.getMessage()).contains(two, "drop the table holdfast_schema_history"));
        }

        app.execute("drop table holdfast_schema_history");
        assertThat(app.open().adopt().pending()).isZero();
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void onceHoldfastHasAppliedSomethingFlywaysLinesHaveToGo(Kind kind) {
        Fixture app = migrated(kind).file("V3__more.sql", "create table more (id integer);");
        FlywayBook book = FlywayBook.of(app);
        app.open().adopt();
        app.open().up(MigrationOptions.USUAL);
        book.applied("4", "V4__theirs.sql", "select 4;");

        failure(() -> app.open().up(MigrationOptions.USUAL))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("Undo by hand what it did, and delete the line from"));
        app.execute("delete from flyway_schema_history where installed_rank = 4");
        assertThat(app.open().validate().problems()).isEmpty();
        app.execute("drop table flyway_schema_history");
        assertThat(app.open().validate().problems()).as("nobody misses it").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatFlywayHasMigratedIsToBeAdopted(Kind kind) {
        Fixture app = migrated(kind);
        FlywayBook.of(app);

        failure(() -> app.open().up(MigrationOptions.USUAL))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.DECISION_NEEDED))
                .satisfies(failure -> assertThat(failure.failure().hint())
                        .contains("holdfast migrate adopt --table", "flyway_schema_history"));
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(50)
    void aTableThatIsNotThereLeadsToThoseThatAre(Kind kind) {
        Fixture app = migrated(kind);
        app.execute("create table orders (id integer)");
        failure(() -> app.open().adopt())
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND))
                .satisfies(failure -> assertThat(failure.failure().hint()).contains("migrate baseline VERSION"));

        app.execute("create table \"DATABASECHANGELOG\" (id integer)");
        failure(() -> app.open().adopt())
                .satisfies(failure -> assertThat(failure.failure().hint())
                        .contains("DATABASECHANGELOG is Liquibase's", "holdfast migrate baseline VERSION"));

        FlywayBook.in(app, "schema_version");
        failure(() -> app.open().adopt())
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("the database app has no table flyway_schema_history"))
                .satisfies(failure -> assertThat(failure.failure().hint())
                        .contains("schema_version takes over what Flyway has recorded"));
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyTableOfFlywayIsNothingToAdopt(Kind kind) {
        Fixture app = migrated(kind);
        FlywayBook.in(app).at(0).line(null, "SCHEMA", "\"app\"", null, true);

        refused(app)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("no line of ", "flyway_schema_history says that a migration is applied"));
    }

    @Test
    @Scenario(20)
    void flywayIsWaitedForAndNothingIsWrittenBeforeItHasEnded() throws Exception {
        Fixture app = migrated(Kind.POSTGRESQL).with("lock-wait", "100ms");
        FlywayBook.of(app);
        try (var flyway = app.connection();
                var statement = flyway.createStatement()) {
            statement.execute("select pg_advisory_lock(77433833903597)");

            refused(app)
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.LOCKED))
                    .satisfies(failure -> assertThat(failure.getMessage()).contains("Flyway is at work: "));
        }
        assertThat(app.with("lock-wait", "30s").open().adopt().lines()).isEqualTo(3);
    }

    /** Nothing is written, not even an empty table. */
    private static AbstractObjectAssert<?, HoldfastException> refused(Fixture app) {
        List<String> before = FlywayBook.lines(app, "flyway_schema_history");
        List<String> schema = app.everything();
        var failure = failure(() -> app.open().adopt());
        assertThat(app.everything()).isEqualTo(schema);
        assertThat(FlywayBook.lines(app, "flyway_schema_history")).isEqualTo(before);
        return failure;
    }

    private static AbstractObjectAssert<?, HoldfastException> failure(ThrowingCallable work) {
        return assertThatThrownBy(work).asInstanceOf(type(HoldfastException.class));
    }
}
