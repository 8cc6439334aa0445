package io.holdfast.schema;

import static io.holdfast.schema.FlywayBook.NOTE;
import static io.holdfast.schema.FlywayBook.ORDERS;
import static io.holdfast.schema.FlywayBook.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.MigrationStatus.State;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-2 (adopt), scenarios 20, 49 and 50: what Flyway has recorded, here in tables made by hand, is taken over. */
final class AdoptionTest {
    private static final String FLYWAY_LOCK = "select ((classid::bigint << 32) | objid::bigint) from pg_locks"
            + " where locktype = 'advisory' and granted";

    @TempDir
    private Path folder;

    private Fixture migrated(Kind kind) {
        return FlywayBook.files(kind.in(folder));
    }

    @ParameterizedTest
    @EnumSource
    void whatFlywayHasAppliedIsAppliedAndItsTableStaysAsItIs(Kind kind) {
        Fixture app = migrated(kind);
        FlywayBook book = FlywayBook.of(app);
        List<String> before = book.lines();

        AdoptionReport report = app.open().adopt();

        assertThat(report.lines()).isEqualTo(3);
        assertThat(report.current()).contains("2");
        assertThat(report.pending()).isZero();
        assertThat(report.warnings()).isEmpty();
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE", "REPEATABLE totals DONE");
        assertThat(app.open().validate().warnings()).isEmpty();
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();
        assertThat(book.lines()).isEqualTo(before);
        assertThat(app.read("select runner || ' ' || millis from holdfast_schema_history"))
                .containsOnly("them 7");

        app.file("V3__more.sql", "create table more (id integer);");
        assertThat(app.open().up(MigrationOptions.USUAL).steps())
                .extracting(MigrationReport.Step::script)
                .containsExactly("V3__more.sql");
    }

    @ParameterizedTest
    @EnumSource
    void whenItWasAppliedIsKept(Kind kind) {
        Fixture app = migrated(kind);
        FlywayBook.of(app);

        app.open().adopt();

        assertThat(app.open().status().migrations())
                .allSatisfy(one -> assertThat(one.at().orElseThrow())
                        .isBetween(
                                Instant.now().minusSeconds(600), Instant.now().plusSeconds(600)));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWeakerAfterwards(Kind kind) {
        Fixture app = migrated(kind);
        FlywayBook.of(app);
        app.open().adopt();

        app.file("V2__add_note.sql", NOTE.replace("note\r\nalter", "notealter"));
        assertThat(state(app, "2")).as("a statement in a comment").isEqualTo(State.CHANGED);

        app.file("V2__add_note.sql", "/* a licence */\nalter table orders\n  add column note varchar(10);");
        assertThat(state(app, "2")).as("a new comment").isEqualTo(State.REFORMATTED);
        assertThat(app.open().up(MigrationOptions.USUAL).warnings()).anyMatch(line -> line.contains("reformatted"));
    }

    private static State state(Fixture app, String version) {
        return app.open().status().migrations().stream()
                .filter(one -> one.version().filter(version::equals).isPresent())
                .findFirst()
                .orElseThrow()
                .state();
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(49)
    void theLastWordOnEachVersionCountsWhateverItIs(Kind kind) {
        Fixture app = kind.in(folder)
                .file("V1__below.sql", "select 1;")
                .file("V3__by_class.sql", "create table by_class (id integer);")
                .file("V4__late.sql", "select 4;")
                .file("V5__twice.sql", "select 5;")
                .file("V6__undone.sql", "create table undone (id integer);")
                .file("V7__deleted.sql", "create table deleted (id integer);")
                .file("V9__again.sql", "select 9;")
                .file("R__totals.sql", TOTALS);
        FlywayBook.in(app)
                .at(0)
                .line(null, "SCHEMA", "\"app\"", null, true)
                .line("2", "BASELINE", "<< Flyway Baseline >>", null, true)
                .applied("5", "V5__twice.sql", "something else")
                .line("3", "JDBC", "db.migration.V3__by_class", 42, true)
                .line("5.0", "SQL", "V5__twice.sql", FlywayBook.checksum("select 5;"), true)
                .applied("6", "V6__undone.sql", "create table undone (id integer);")
                .line("6", "UNDO_SQL", "U6__undone.sql", 1, true)
                .applied("7", "V7__deleted.sql", "create table deleted (id integer);")
                .line("7", "DELETE", "V7__deleted.sql", 1, true)
                .applied("8", "V8__gone.sql", "select 8;")
                .line("8", "UNDO_SQL", "U8__gone.sql", 1, true)
                .line("9", "SQL", "V9__again.sql", 1, false)
                .applied("9", "V9__again.sql", "select 9;")
                .applied("4", "V4__late.sql", "select 4;")
                .applied(null, "R__totals.sql", "the first one")
                .applied(null, "R__gone.sql", "nobody has it")
                .line(null, "DELETE", "R__gone.sql", null, true)
                .applied(null, "R__totals.sql", TOTALS);

        app.open().adopt();

        assertThat(app.history())
                .containsExactly(
                        "BASELINE 2 DONE",
                        "VERSIONED 3 DONE",
                        "VERSIONED 5.0 DONE",
                        "UNDO 6 DONE",
                        "VERSIONED 9 DONE",
                        "VERSIONED 4 DONE",
                        "REPEATABLE totals DONE");
        assertThat(List.of(state(app, "1"), state(app, "2"), state(app, "3"), state(app, "4")))
                .containsExactly(State.BELOW_BASELINE, State.BASELINE, State.APPLIED, State.APPLIED);
        assertThat(List.of(state(app, "6"), state(app, "7"))).containsOnly(State.OUT_OF_ORDER);
        app.open().up(MigrationOptions.USUAL.inAnyOrder());
        assertThat(app.schema()).anyMatch(line -> line.contains("undone")).anyMatch(line -> line.contains("deleted"));
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBaselineFileIsComparedAsWell(Kind kind) {
        Fixture app = kind.in(folder).file("B4__all.sql", "select 4;").file("V5__next.sql", "select 5;");
        FlywayBook.in(app)
                .line("4", "SQL_BASELINE", "B4__all.sql", FlywayBook.checksum("select 3;"), true)
                .applied("5", "V5__next.sql", "select 5;");

        failure(() -> app.open().adopt())
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("B4__all.sql: it was changed after Flyway applied it"));
        app.file("B4__all.sql", "select 3;");
        assertThat(app.open().adopt().pending()).isZero();
        assertThat(app.history()).containsExactly("BASELINE 4 DONE", "VERSIONED 5 DONE");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingFileBelowTheBaselineAndOneOfANewerReleaseAreNoProblem(Kind kind) {
        Fixture app = kind.in(folder).file("V5__five.sql", "select 5;");
        FlywayBook.in(app)
                .applied("1", "V1__long_ago.sql", "select 1;")
                .line("2", "JDBC", "db.V2__LongAgo", null, true)
                .line("4", "BASELINE", "<< Flyway Baseline >>", null, true)
                .applied("5", "V5__five.sql", "select 5;")
                .applied("6", "V6__newer.sql", "select 6;");

        AdoptionReport report = app.open().adopt();

        assertThat(report.warnings()).containsExactly("V6__newer.sql is applied, and has no file");
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatableOneThatHasChangedIsAppliedAgain(Kind kind) {
        Fixture app = migrated(kind);
        FlywayBook.of(app).applied(null, "R__totals.sql", "what it was");

        assertThat(app.open().adopt().pending()).isEqualTo(1);
        app.open().up(MigrationOptions.USUAL);

        assertThat(app.read("select one from totals")).containsExactly("1");
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatableOneIsTheSameWithItsPlaceholdersReplacedOrNot(Kind kind) {
        String text = "select '${what}';";
        Fixture app = kind.in(folder)
                .with("placeholders", "what=that")
                .file("R__new.sql", text)
                .file("R__old.sql", text)
                .file("R__other.sql", text);
        FlywayBook.in(app)
                .applied(null, "R__new.sql", "select 'that';")
                .applied(null, "R__old.sql", text)
                .applied(null, "R__other.sql", "select 'other';");

        assertThat(app.open().adopt().pending()).isEqualTo(1);
        assertThat(app.open().up(MigrationOptions.USUAL).steps())
                .extracting(MigrationReport.Step::script)
                .containsExactly("R__other.sql");
    }

    @ParameterizedTest
    @EnumSource
    void aHistoryIsNotWrittenTwice(Kind kind) {
        Fixture app = migrated(kind);
        FlywayBook.of(app);
        app.open().adopt();

        failure(() -> app.open().adopt())
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.ALREADY_EXISTS));
        assertThat(app.history()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void ofManyWhoAdoptAtOnceOneDoes(Kind kind) throws Exception {
        Fixture app = migrated(kind);
        FlywayBook.of(app);
        Callable<Object> adopting = () -> {
            try {
                return app.open().adopt().lines();
            } catch (HoldfastException failure) {
                return failure.kind();
            }
        };
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Object> ends = new ArrayList<>();
            for (var end : threads.invokeAll(List.of(adopting, adopting, adopting, adopting))) {
                ends.add(end.get());
            }
            assertThat(ends)
                    .containsExactlyInAnyOrder(
                            3, ErrorKind.ALREADY_EXISTS, ErrorKind.ALREADY_EXISTS, ErrorKind.ALREADY_EXISTS);
        } finally {
            threads.shutdownNow();
        }
        assertThat(app.history()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(50)
    void theTableMayBeCalledAnything(Kind kind) {
        Fixture app = migrated(kind);
        String there = kind == Kind.SQLITE ? "main" : "Audit.x";
        if (kind == Kind.POSTGRESQL) {
            app.execute("create schema \"Audit.x\"");
        }
        FlywayBook book = FlywayBook.in(app, "\"%s\".\"My \"\"Flyway\"\"\"".formatted(there))
                .applied("1", "V1__make_orders.sql", ORDERS)
                .applied("2", "V2__add_note.sql", NOTE)
                .applied(null, "R__totals.sql", TOTALS);

        failure(() -> app.open().adopt("My \"Flyway"))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.NOT_FOUND));
        app.open().adopt("\"%s\".\"My \"\"Flyway\"\"\"".formatted(there));

        assertThat(app.open().validate().problems()).isEmpty();
        book.applied("3", "V3__theirs.sql", "select 3;");
        assertThat(app.open().status().problems()).singleElement().asString().contains("line 4 (version 3");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(50)
    void capitalsDoNotMatterWhereOnlyOneTableCanBeMeant(Kind kind) {
        Fixture app = migrated(kind);
        FlywayBook.in(app, "\"Flyway_Schema_History\"").applied("1", "V1__make_orders.sql", ORDERS);

        assertThat(app.open().adopt().lines()).isEqualTo(1);
    }

    @Test
    @Scenario(20)
    void flywayIsKeptOutOfPostgresqlMeanwhile() {
        Fixture app = migrated(Kind.POSTGRESQL);
        FlywayBook.of(app);
        List<String> locks = new ArrayList<>();

        app.open(MigrationListener.SILENT, step -> locks.addAll(app.read(FLYWAY_LOCK)))
                .adopt();

        assertThat(locks).contains("77433833903597");
        assertThat(app.read(FLYWAY_LOCK)).doesNotContain("77433833903597");
    }

    private static AbstractObjectAssert<?, HoldfastException> failure(ThrowingCallable work) {
        return assertThatThrownBy(work).asInstanceOf(type(HoldfastException.class));
    }
}
