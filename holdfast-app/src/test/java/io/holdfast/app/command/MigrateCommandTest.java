package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.testkit.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MIG-2, CLI-1, CLI-2, scenarios 52 to 54: migrations from the command line. */
final class MigrateCommandTest {
    private final Path folder;
    private final Shell shell;

    MigrateCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder);
    }

    @BeforeEach
    void declare() throws IOException {
        Files.createDirectories(folder.resolve("db/app"));
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "databases:\n  app:\n    url: sqlite:app.db\n    migrations: db/app\n");
        file("V1__orders.sql", "create table orders (id integer primary key);\n");
        file("U1__orders.sql", "drop table orders;\n");
        file("V2__note.sql", "alter table orders add column note text;\n");
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve("db/app").resolve(name), text);
    }

    @Test
    @Scenario(52)
    void aDatabaseIsMadeMovedForwardAndBack() {
        Shell.Result missing = shell.run("migrate", "up");
        assertThat(missing.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(missing.err()).contains("there is no file").doesNotContain("Exception");

        Shell.Result up = shell.run("migrate", "up", "--create");
        assertThat(up.code()).as(up.err()).isEqualTo(ExitCode.DONE);
        assertThat(up.out()).isEqualTo("app: 2 applied, version 2, before none\n");
        assertThat(up.err()).contains("done: V1__orders.sql, ", "done: V2__note.sql, ");
        assertThat(shell.run("migrate", "up").out()).isEqualTo("app: nothing to do, version 2\n");

        Shell.Result status = shell.run("migrate", "status");
        assertThat(status.code()).isEqualTo(ExitCode.DONE);
        assertThat(status.out())
                .startsWith("app: version 2, 0 pending\n")
                .containsPattern("1 +orders +applied +yes")
                .containsPattern("2 +note +applied +no");

        Shell.Result down = shell.run("migrate", "down");
        assertThat(down.code()).isEqualTo(ExitCode.FINDING);
        assertThat(down.err()).contains("V2__note.sql: nothing undoes it; expected a file U2__note.sql");
    }

    @Test
    @Scenario({52, 54})
    void aPlanIsAScriptOfWhatWillBeDone() throws IOException {
        shell.run("migrate", "to", "1");
        shell.run("migrate", "up", "--create");
        file("V3__more.sql", "create table more (n integer); -- why\ninsert into more values (1);\n");
        file("V4__vacuum.sql", "vacuum;\n");

        Shell.Result plan = shell.run("migrate", "plan");
        Shell.Result dry = shell.run("migrate", "up", "--dry-run");

        assertThat(plan.out()).isEqualTo("""
                -- app: 2 to be applied or undone; version now: 2

                -- apply V3__more.sql
                create table more (n integer);
                insert into more values (1);

                -- apply V4__vacuum.sql, statement by statement, not in one transaction
                vacuum;
                """);
        assertThat(dry.out()).isEqualTo(plan.out());
        assertThat(shell.run("migrate", "status", "--exit-code").code()).isEqualTo(ExitCode.PENDING);
    }

    @Test
    @Scenario(53)
    void documentsSayTheSame() {
        shell.run("migrate", "up", "--create");

        JsonNode status = json(shell.run("migrate", "status", "--json"));
        assertThat(status.at("/databases/0/current").asString()).isEqualTo("2");
        assertThat(status.at("/databases/0/migrations/1/state").asString()).isEqualTo("applied");
        assertThat(status.at("/databases/0/pending").asInt()).isZero();
        JsonNode nothing = json(shell.run("migrate", "up", "--json"));
        assertThat(nothing.at("/databases/0/after").asString()).isEqualTo("2");
        assertThat(nothing.at("/databases/0/steps").isEmpty()).isTrue();
    }

    private static JsonNode json(Shell.Result result) {
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        return JsonMapper.shared().readTree(result.out());
    }

    @Test
    @Scenario(52)
    void aFailureSaysWhereItIsAndWhatIsLeft() throws IOException {
        file("V3__bad.sql", "create table x (n integer);\ninsert into nowhere values ('hunter2');\n");

        Shell.Result result = shell.run("migrate", "up", "--create");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("holdfast: app: V3__bad.sql:2, statement 2 of 2: ")
                .contains("hint: ", "nothing of this file is left")
                .doesNotContain("hunter2")
                .doesNotContain("\tat ");
        assertThat(shell.run("migrate", "validate").code()).isEqualTo(ExitCode.FINDING);
    }

    @Test
    @Scenario(52)
    void whatLosesDataNeedsAWord() throws IOException {
        Files.delete(folder.resolve("db/app/V2__note.sql"));
        file("V2__row.sql", "insert into orders values (1);\n");
        file("U2__row.sql", "select 1;\n");
        shell.run("migrate", "up", "--create");

        Shell.Result refused = shell.run("migrate", "to", "0");
        assertThat(refused.code()).isEqualTo(ExitCode.DECISION);
        assertThat(refused.err()).contains("U1__orders.sql:1: the rows of orders", "--allow-data-loss");
        assertThat(shell.run("migrate", "to", "0", "--allow-data-loss").out())
                .isEqualTo("app: 2 undone, version none, before 2\n");
    }

    @Test
    void whatIsIgnoredIsShownAndSaidToBe() throws IOException {
        shell.run("migrate", "up", "--create");
        Files.delete(folder.resolve("db/app/V1__orders.sql"));
        assertThat(shell.run("migrate", "validate").code()).isEqualTo(ExitCode.FINDING);
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "databases:\n  app:\n    url: sqlite:app.db\n    migrations:\n      locations: db/app\n      ignore:"
                        + " '*:missing'\n");

        assertThat(shell.run("migrate", "validate").code()).isEqualTo(ExitCode.DONE);
        assertThat(shell.run("migrate", "status").out()).containsPattern("1 +orders +missing \\(ignored\\) +yes");
        JsonNode status = json(shell.run("migrate", "status", "--json"));
        assertThat(status.at("/databases/0/migrations/0/state").asString()).isEqualTo("missing");
        assertThat(status.at("/databases/0/migrations/0/ignored").asBoolean()).isTrue();
        assertThat(status.at("/databases/0/migrations/1/ignored").asBoolean()).isFalse();
    }

    @Test
    void aNewMigrationIsTwoFiles() throws IOException {
        Shell.Result result = shell.run("migrate", "new", "Add the Price!");

        assertThat(result.out()).contains("V3__add_the_price.sql", "U3__add_the_price.sql");
        assertThat(Files.readString(folder.resolve("db/app/V3__add_the_price.sql")))
                .isEqualTo("-- Add the Price!\n");
        assertThat(shell.run("migrate", "new", "?!").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aBaselineAndARepairArePutOnRecord() throws IOException {
        shell.run("migrate", "up", "--create");
        file(
                "V1__orders.sql",
                "create table orders (id integer primary key); -- changed\ncreate table z (n integer);\n");

        assertThat(shell.run("migrate", "status").code()).isEqualTo(ExitCode.FINDING);
        assertThat(shell.run("migrate", "repair").out()).isEqualTo("V1__orders.sql counts as applied as it is now\n");
        assertThat(shell.run("migrate", "repair").out()).isEqualTo("nothing to repair\n");
        assertThat(shell.run("migrate", "baseline", "7").code()).isEqualTo(ExitCode.FAILED);
        try (var files = Files.list(folder.resolve(".holdfast/record"))) {
            assertThat(files.map(this::text).reduce("", String::concat))
                    .contains("migrate-up", "migrate-repair", "migrate-baseline");
        }
    }

    private String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    @Scenario(52)
    void wrongWordsAreUsage() throws IOException {
        assertThat(shell.run("migrate").code()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("migrate", "to", "twelve").err())
                .contains("twelve is no version", "expected numbers and dots");
        assertThat(shell.run("migrate", "up", "--database", "other").err()).contains("no database called other");
        Files.writeString(folder.resolve("holdfast.yaml"), "databases:\n  app:\n    url: sqlite:app.db\n");
        Shell.Result none = shell.run("migrate", "up");
        assertThat(none.code()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("no database has migrations", "databases.NAME.migrations: FOLDER");
    }
}
