package io.holdfast.schema;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MIG-3, MIG-4, R4, R5: whatever fails in the middle of a file, and wherever, nothing of the file is left. */
final class FailedFileTest {
    @TempDir
    private Path folder;

    private Fixture orders(Kind kind) {
        return kind.in(folder)
                .file("V1__make.sql", "create table orders (id integer primary key);")
                .file("U1__make.sql", "drop table orders;");
    }

    /** Fails, with schema and history as before. */
    private static AbstractObjectAssert<?, HoldfastException> failsAndLeavesNothing(Fixture app) {
        app.open().up(MigrationOptions.USUAL.to("1"));
        List<String> schema = app.schema();
        var failure = assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .asInstanceOf(type(HoldfastException.class));
        assertThat(app.schema()).isEqualTo(schema);
        assertThat(app.read("select count(*) from orders")).containsExactly("0");
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE");
        return failure;
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(21)
    void aMistakeInTheSyntaxIsFoundInItsLine(Kind kind) {
        Fixture app = orders(kind)
                .file("V2__typo.sql", "insert into orders values (1);\n\ncreate tabel x (id integer);\nselect 1;");

        failsAndLeavesNothing(app)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("V2__typo.sql:3, statement 2 of 3: ");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(21)
    void whatIsPutOffUntilTheCommitFailsThere(Kind kind) {
        Fixture app = orders(kind)
                .file(
                        "V2__children.sql",
                        "create table items (id integer primary key, \"order\" integer references orders (id) deferrable"
                                + " initially deferred);\ninsert into items values (1, 99);\ninsert into orders values"
                                + " (1);");

        failsAndLeavesNothing(app)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.MIGRATION))
                .extracting(Throwable::getMessage)
                .asString()
                .contains("V2__children.sql, at its ");
    }

    @Test
    @Scenario(23)
    void aMistakeInABodyIsFoundInItsStatementAndInTheBody() {
        Fixture app = orders(Kind.POSTGRESQL)
                .file(
                        "V2__body.sql",
                        "insert into orders values (1);\n\ndo $$\nbegin\n  perform 1;\n  insert into nowhere values (1);\nend $$;");

        failsAndLeavesNothing(app)
                .extracting(Throwable::getMessage)
                .asString()
                .contains(
                        "V2__body.sql:3, statement 2 of 2, PL/pgSQL function inline_code_block line 4 at SQL statement: ")
                .contains("nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "begin", "rollback", "set transaction isolation level serializable"})
    @Scenario(25)
    void whatControlsTheTransactionIsRefusedBeforeAnythingRuns(String sql) {
        for (Kind kind : Kind.values()) {
            Fixture app = kind.in(folder.resolve(kind.name()))
                    .file("V1__make.sql", "create table orders (id integer);")
                    .file("V2__ends.sql", "select 1;\n%s;\nselect 2;".formatted(sql));

            assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION))
                    .hasMessageContaining("V2__ends.sql:2: ")
                    .hasMessageContaining("would end the transaction");
            assertThat(app.schema()).isEmpty();
        }
    }

    @Test
    @Scenario(25)
    void aCommandOfPsqlIsRefusedBeforeAnythingRuns() {
        Fixture app = orders(Kind.POSTGRESQL).file("V2__psql.sql", "select 1;\n\\connect other\nselect 2;");

        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.VERIFICATION))
                .hasMessageContaining("V2__psql.sql:2: \\connect is a command of psql");
        assertThat(app.schema()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(35)
    void anUndoThatFailsInTheMiddleLeavesItApplied(Kind kind) {
        Fixture app = orders(kind)
                .file("V2__two.sql", "create table two (id integer);\ncreate table three (id integer);")
                .file("U2__two.sql", "drop table two;\nalter table nowhere add column x integer;\ndrop table three;");
        app.open().up(MigrationOptions.USUAL);
        List<String> schema = app.schema();

        assertThatThrownBy(() -> app.open().down(MigrationOptions.USUAL))
                .hasMessageContaining("U2__two.sql:2, statement 2 of 3: ");

        assertThat(app.schema()).isEqualTo(schema);
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
        assertThat(app.open().status().current()).contains("2");
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(36)
    void whatWasUndoneMayBeWrittenAnewAndAppliedAgain(Kind kind) {
        Fixture app = orders(kind);
        app.open().up(MigrationOptions.USUAL);
        app.open().down(MigrationOptions.USUAL);
        app.file("V1__make.sql", "create table orders (id integer primary key, total integer);");

        assertThat(app.open().up(MigrationOptions.USUAL).steps()).hasSize(1);

        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "UNDO 1 DONE", "VERSIONED 1 DONE");
        assertThat(app.schema()).anyMatch(line -> line.contains("total"));
        assertThat(app.open().validate().problems()).isEmpty();
    }
}
