package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.MigrationStatus.State;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-2, MIG-4: what is declared to be no problem is none, is still shown, and is neither applied nor forgotten for it. */
final class IgnoredTest {
    @TempDir
    private Path folder;

    private Fixture applied(Kind kind) {
        Fixture app = kind.in(folder)
                .file("V1__make.sql", "create table counts (n integer);")
                .file("V2__one.sql", "insert into counts values (1);")
                .file("V4__two.sql", "insert into counts values (2);")
                .file("R__again.sql", "insert into counts values (10);");
        app.open().up(MigrationOptions.USUAL);
        return app;
    }

    private static MigrationStatus.Migration migration(Fixture app, Optional<String> version) {
        return app.open().status().migrations().stream()
                .filter(one -> one.version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    /** It is a problem, or a warning, unless {@code pattern} is declared; then it is neither, and shown all the same. */
    private static void assertIgnoredBy(String pattern, Fixture app, String version, State state) {
        assertThat(app.open().status())
                .satisfies(status -> assertThat(
                                status.problems().size() + status.warnings().size())
                        .isEqualTo(1));
        app.with("ignore", pattern);
        MigrationStatus status = app.open().validate();
        assertThat(status.problems()).isEmpty();
        assertThat(status.warnings()).isEmpty();
        assertThat(migration(app, Optional.of(version)))
                .satisfies(one -> assertThat(one.state()).isEqualTo(state))
                .satisfies(one -> assertThat(one.ignored()).isTrue());
        assertThat(app.open().up(MigrationOptions.USUAL).steps()).isEmpty();
        assertThat(app.read("select n from counts order by n")).containsExactly("1", "2", "10");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingFile(Kind kind) {
        Fixture app = applied(kind);
        app.delete("V2__one.sql");

        assertIgnoredBy("versioned:missing", app, "2", State.MISSING);
        assertThat(app.open().repair()).as("what is ignored is not forgotten").isEmpty();
        assertThat(app.history()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void aChangedFile(Kind kind) {
        Fixture app = applied(kind).file("V2__one.sql", "insert into counts values (100);");

        assertIgnoredBy("*:changed", app, "2", State.CHANGED);
    }

    @ParameterizedTest
    @EnumSource
    void anotherRelease(Kind kind) {
        Fixture app = applied(kind);
        app.delete("V4__two.sql");

        assertIgnoredBy("repeatable:missing, versioned:future", app, "4", State.FUTURE);
    }

    @ParameterizedTest
    @EnumSource
    void anotherForm(Kind kind) {
        Fixture app = applied(kind).file("V2__one.sql", "insert into counts\nvalues (1);");

        assertIgnoredBy("*:reformatted", app, "2", State.REFORMATTED);
    }

    @ParameterizedTest
    @EnumSource
    void whatCameLateIsPassedOverUnlessItIsWanted(Kind kind) {
        Fixture app = applied(kind).file("V3__late.sql", "insert into counts values (3);");

        assertIgnoredBy("*:out-of-order", app, "3", State.OUT_OF_ORDER);
        assertThat(app.open().status().pending()).isZero();

        app.open().up(MigrationOptions.USUAL.inAnyOrder());
        assertThat(app.read("select n from counts order by n")).containsExactly("1", "2", "3", "10");
    }

    @ParameterizedTest
    @CsvSource({"*:pending", "versioned:pending"})
    void whatIsPendingIsStillAppliedByUp(String pattern) {
        for (Kind kind : Kind.values()) {
            Fixture app = kind.in(folder.resolve(kind.name())).file("V1__make.sql", "create table t (n integer);");
            assertThatThrownBy(() -> app.open().validate()).hasMessageContaining("V1__make.sql: it is not applied");
            app.with("ignore", pattern);

            assertThat(app.open().validate().pending()).isEqualTo(1);
            assertThat(app.open().up(MigrationOptions.USUAL).steps()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"repeatable:changed", "*:outdated"})
    void aRepeatableOneThatHasChangedIsStillAppliedByUp(String pattern) {
        for (Kind kind : Kind.values()) {
            Fixture app = kind.in(folder.resolve(kind.name())).file("R__again.sql", "create table t (n integer);");
            app.open().up(MigrationOptions.USUAL);
            app.file("R__again.sql", "drop table t;\ncreate table t (n bigint);");
            assertThatThrownBy(() -> app.open().validate()).hasMessageContaining("R__again.sql: it is not applied");
            app.with("ignore", pattern);

            assertThat(app.open().validate().migrations())
                    .allMatch(MigrationStatus.Migration::ignored)
                    .extracting(MigrationStatus.Migration::state)
                    .containsExactly(State.OUTDATED);
            assertThat(app.open().up(MigrationOptions.USUAL).steps()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPatternForOthersChangesNothing(Kind kind) {
        Fixture app = applied(kind).with("ignore", "repeatable:missing, versioned:future");
        app.delete("V2__one.sql");

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("V2__one.sql: it is applied, and its file is gone");
    }

    @ParameterizedTest
    @EnumSource
    void whatFlywayWasToldToIgnoreCanBeIgnoredWhenItsHistoryIsAdopted(Kind kind) {
        Fixture app = FlywayBook.files(kind.in(folder));
        FlywayBook.of(app).applied("1.5", "V1.5__lost.sql", "select 3;");
        assertThatThrownBy(() -> app.open().adopt()).hasMessageContaining("V1.5__lost.sql: Flyway has applied it");

        app.with("ignore", "*:missing");

        assertThat(app.open().adopt().pending()).isZero();
        assertThat(app.open().validate().problems()).isEmpty();
    }
}
