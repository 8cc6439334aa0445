package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.MigrationStatus.State;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-2, MIG-4, R4: files and history that somebody has changed by hand are noticed, and nothing is run twice for them. */
final class TamperingTest {
    @TempDir
    private Path folder;

    private Fixture applied(Kind kind) {
        Fixture app = kind.in(folder)
                .file("V1__make.sql", "create table counts (n integer);")
                .file("V2__one.sql", "insert into counts values (1);")
                .file("V3__two.sql", "insert into counts values (2);");
        app.open().up(MigrationOptions.USUAL);
        return app;
    }

    private static void refuses(ErrorKind kind, String message, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    private static void assertNothingWasRunTwice(Fixture app) {
        assertThat(app.read("select n from counts order by n")).containsExactly("1", "2");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(26)
    void aByteOrderMarkAndOtherEndsOfLinesAreNoChange(Kind kind) {
        Fixture app = applied(kind).file("V2__one.sql", "\ufeffinsert into counts\r\n  values (1); -- why\r\n");

        assertThat(app.open().validate().warnings())
                .singleElement()
                .asString()
                .contains("V2__one.sql was reformatted after it was applied");
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();
        assertNothingWasRunTwice(app);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(28)
    void otherWordsInTheNameOfAFileAreNoOtherMigration(Kind kind) {
        Fixture app = applied(kind);
        app.delete("V2__one.sql");
        app.file("V02.0__the_first_one.sql", "insert into counts values (1);");

        assertThat(app.open().validate().migrations().get(1).state()).isEqualTo(State.APPLIED);
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();
        assertNothingWasRunTwice(app);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(29)
    void aLineOfHistoryThatWasDeletedIsNotAppliedAgain(Kind kind) {
        Fixture app = applied(kind);
        app.execute("delete from holdfast_schema_history where version = '2'");

        refuses(
                ErrorKind.VERIFICATION,
                "V2__one.sql: it is older than the newest applied one",
                () -> app.open().validate());
        refuses(
                ErrorKind.VERIFICATION,
                "V2__one.sql: it is older than the newest applied one",
                () -> app.open().up(MigrationOptions.USUAL));
        assertNothingWasRunTwice(app);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(29)
    void aStateThatNoRunnerHasWrittenIsNamed(Kind kind) {
        Fixture app = applied(kind);
        app.execute("update holdfast_schema_history set state = 'FAILED' where version = '2'");

        for (ThrowingCallable work : List.<ThrowingCallable>of(
                () -> app.open().status(),
                () -> app.open().validate(),
                () -> app.open().up(MigrationOptions.USUAL))) {
            refuses(ErrorKind.VERIFICATION, "holdfast_schema_history", work);
            refuses(ErrorKind.VERIFICATION, "FAILED", work);
        }
        assertNothingWasRunTwice(app);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(29)
    void oneThatIsSaidToBeUnfinishedIsNotRunFromItsBeginning(Kind kind) {
        Fixture app = applied(kind);
        app.execute("update holdfast_schema_history set state = 'STARTED', runner = 'nobody' where version = '2'");

        refuses(
                ErrorKind.VERIFICATION,
                "V2__one.sql: it is not applied",
                () -> app.open().validate());
        app.open().up(MigrationOptions.USUAL);
        assertNothingWasRunTwice(app);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(29)
    void aHistoryThatWasDroppedIsNotBegunAnewOverTheSchema(Kind kind) {
        Fixture app = applied(kind);
        app.execute("drop table holdfast_schema_history");

        refuses(
                ErrorKind.VERIFICATION,
                "V1__make.sql: it is not applied",
                () -> app.open().validate());
        refuses(
                ErrorKind.DECISION_NEEDED,
                "holds tables already, and no history says how they came about",
                () -> app.open().up(MigrationOptions.USUAL));
        assertNothingWasRunTwice(app);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(32)
    void aReleaseThatIsOlderThanTheDatabaseStartsWithAWarning(Kind kind) {
        Fixture app = applied(kind);
        app.delete("V3__two.sql");

        MigrationStatus status = app.open().validate();

        assertThat(status.migrations().get(2).state()).isEqualTo(State.FUTURE);
        assertThat(status.warnings()).singleElement().asString().contains("newer than every file");
        assertNothingWasRunTwice(app);
    }
}
