package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DOC-8, CLI-1, CLI-2: the schema of the databases with a role as migrations. */
final class SchemaCommandTest {
    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void openShell() throws IOException {
        shell = new Shell(folder);
        Files.createFile(folder.resolve("hr.db"));
    }

    private void declare(String migrationsOfHr, String migrationsOfTemp) throws IOException {
        Files.writeString(folder.resolve("holdfast.yaml"), """
                databases:
                  app:
                    url: sqlite:app.db
                  raseen-main-hr:
                    url: sqlite:hr.db
                %s
                  raseen-temp-user:
                    url: mongodb://127.0.0.1/temp
                %s
                """.formatted(migrationsOfHr, migrationsOfTemp));
    }

    @Test
    void theMigrationsAreMadeForEachAsItsEngineTakesThem() throws IOException {
        declare("    migrations: db/hr", "    migrations: db/temp");

        Shell.Result made = shell.run("lifecycle", "schema");

        assertThat(made.code()).as(made.err()).isEqualTo(ExitCode.DONE);
        assertThat(made.out().lines().map(line -> Path.of(line).getFileName().toString()))
                .containsExactly(
                        "V1__raseen_temp_user.json",
                        "U1__raseen_temp_user.json",
                        "V1__raseen_main_hr.sql",
                        "U1__raseen_main_hr.sql");
        assertThat(Files.readString(folder.resolve("db/hr/V1__raseen_main_hr.sql")))
                .contains(
                        "create table if not exists \"hr_records\" (",
                        "constraint \"hr_records_user_type_rule\" check (body is null or ",
                        "create index if not exists \"hr_records_by_age\" on \"hr_records\" (st, created_at, id);",
                        "insert into \"identity\" (");
        assertThat(Files.readString(folder.resolve("db/hr/U1__raseen_main_hr.sql")))
                .isEqualTo("drop table \"hr_records\";\n\ndrop table \"identity\";\n");
        assertThat(Files.readString(folder.resolve("db/temp/U1__raseen_temp_user.json")))
                .isEqualTo("""
                [
                  {"drop": "analyses"},
                  {"drop": "users"},
                  {"drop": "identity"}
                ]
                """);

        Shell.Result up = shell.run("migrate", "up", "--database", "raseen-main-hr");
        assertThat(up.code()).as(up.err()).isEqualTo(ExitCode.DONE);
        assertThat(shell.run("documents", "get", "raseen-main-hr", "identity", "holdfast-identity")
                        .out())
                .contains("\"role\" : \"raseen_main_hr\"");
        Shell.Result down = shell.run("migrate", "down", "--database", "raseen-main-hr", "--allow-data-loss");
        assertThat(down.code()).as(down.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void whatCannotBeMadeSaysWhyAndNothingIsMade() throws IOException {
        declare("    migrations: db/all", "    migrations: ./db/all");
        refuses("have the same folder for their migrations", "give each its own", "lifecycle", "schema");

        declare("", "    migrations: db/temp");
        refuses(
                "raseen-main-hr has no folder for its migrations",
                "declare databases.raseen-main-hr.migrations, such as db/raseen-main-hr",
                "lifecycle",
                "schema");
        refuses("app is no database with a role", "these are external-users, ", "lifecycle", "schema", "app");
        refuses(
                "no database called srie-main-hr is declared",
                "set SRIE_MAIN_HR_URL, or declare srie-main-hr",
                "lifecycle",
                "schema",
                "srie-main-hr");
        assertThat(folder.resolve("db")).doesNotExist();

        Files.writeString(folder.resolve("holdfast.yaml"), "databases:\n  app:\n    url: sqlite:app.db\n");
        refuses("no database with a role is declared", "set EXTERNAL_USERS_URL, ", "lifecycle", "schema");
    }

    private void refuses(String sentence, String hint, String... command) {
        Shell.Result refused = shell.run(command);
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(sentence, "hint: ", hint);
        assertThat(refused.out()).isEmpty();
    }
}
