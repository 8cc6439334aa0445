package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.schema.Fixture.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-1: a migration that is written in Java runs among the files, in one transaction with its line of history. */
final class JavaMigrationTest {
    @TempDir
    private Path folder;

    /** What the class of the test does; found by the service loader like one of an application. */
    public static final class Doubling implements JavaMigration {
        private static String database = "none";
        private static String statement = "";

        @Override
        public String database() {
            return database;
        }

        @Override
        public String version() {
            return "2";
        }

        @Override
        public String name() {
            return "double it";
        }

        @Override
        public void apply(Connection connection) throws Exception {
            connection.createStatement().executeUpdate("update t set n = n * 2");
            if (statement.equals("commit")) {
                connection.commit();
            } else if (!statement.isEmpty()) {
                connection.createStatement().executeUpdate(statement);
            }
        }

        @Override
        public Optional<Undo> undo() {
            return Optional.of(connection -> connection.createStatement().executeUpdate("update t set n = n / 2"));
        }
    }

    @AfterEach
    void forget() {
        Doubling.database = "none";
        Doubling.statement = "";
    }

    private Fixture app(Kind kind) {
        Doubling.database = "app";
        return kind.in(folder)
                .file("V1__make.sql", "create table t (n integer);\ninsert into t values (21);")
                .file("V3__more.sql", "insert into t values (1);");
    }

    @ParameterizedTest
    @EnumSource
    void itTakesItsPlaceAmongTheFilesAndIsUndone(Kind kind) {
        Fixture app = app(kind);

        app.open().up(MigrationOptions.USUAL.to("2"));
        assertThat(app.read("select n from t")).containsExactly("42");
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE", "VERSIONED 2 DONE");
        assertThat(app.open().status().migrations().get(1).script()).endsWith("JavaMigrationTest$Doubling");
        app.open().down(MigrationOptions.USUAL);
        assertThat(app.read("select n from t")).containsExactly("21");
        app.open().up(MigrationOptions.USUAL);
        assertThat(app.read("select n from t order by n")).containsExactly("1", "42");
        assertThat(app.open().validate().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsInItLeavesNothing(Kind kind) {
        Fixture app = app(kind);
        Doubling.statement = "insert into nowhere values (1)";
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL)).hasMessageContaining("Doubling, in its code: ");
        Doubling.statement = "commit";
        assertThatThrownBy(() -> app.open().up(MigrationOptions.USUAL))
                .hasMessageContaining("commit is not for a migration");

        assertThat(app.read("select n from t")).containsExactly("21");
        assertThat(app.history()).containsExactly("VERSIONED 1 DONE");
    }
}
