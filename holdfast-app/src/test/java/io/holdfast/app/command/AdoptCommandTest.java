package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MIG-2 (adopt), CLI-1: {@code holdfast migrate adopt}, as a Flyway user meets it. */
final class AdoptCommandTest {
    private final Path folder;
    private final Shell shell;

    AdoptCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder);
    }

    @BeforeEach
    void migrateWithFlyway() throws Exception {
        Files.writeString(folder.resolve("holdfast.yaml"), """
                databases:
                  app:
                    url: sqlite:app.db
                    migrations: db
                """);
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(folder.resolve("db/V1__make.sql"), "create table orders (id integer);");
        Flyway.configure()
                .dataSource(jdbc(), "", "")
                .locations("filesystem:" + folder.resolve("db"))
                .load()
                .migrate();
        Files.writeString(folder.resolve("db/V2__more.sql"), "create table more (id integer);");
    }

    private String jdbc() {
        return "jdbc:sqlite:" + folder.resolve("app.db");
    }

    @Test
    void theWayGoesFromTheRefusalToAdoptionAndOn() throws Exception {
        Shell.Result refused = shell.run("migrate", "up");
        assertThat(refused.code()).isEqualTo(ExitCode.DECISION);
        assertThat(refused.err()).contains("hint: holdfast migrate adopt --table flyway_schema_history takes over");

        Shell.Result adopted = shell.run("migrate", "adopt", "--table", "flyway_schema_history");
        assertThat(adopted.code()).as(adopted.err()).isEqualTo(ExitCode.DONE);
        assertThat(adopted.out())
                .isEqualToIgnoringNewLines("app: 1 line of flyway_schema_history taken over, version 1, 1 pending");

        Shell.Result up = shell.run("migrate", "up");
        assertThat(up.code()).as(up.err()).isEqualTo(ExitCode.DONE);
        assertThat(shell.run("migrate", "adopt").code()).isEqualTo(ExitCode.FAILED);
        assertThat(recorded()).contains("migrate-adopt");
    }

    private String recorded() throws Exception {
        var all = new StringBuilder();
        try (var files = Files.walk(folder.resolve(".holdfast"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void jsonIsOneDocument() {
        Shell.Result result = shell.run("migrate", "adopt", "--json");

        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.out())
                .startsWith("{")
                .contains("\"table\" : \"flyway_schema_history\"", "\"lines\" : 1", "\"pending\" : 1");
    }

    @Test
    void aTableThatIsNotThereAndOneThatHasFailedHaveCodesOfTheirOwn() throws Exception {
        assertThat(shell.run("migrate", "adopt", "--table", "other").code()).isEqualTo(ExitCode.UNREACHABLE);

        try (Connection connection = DriverManager.getConnection(jdbc());
                Statement statement = connection.createStatement()) {
            statement.execute("update flyway_schema_history set success = 0");
        }
        Shell.Result failed = shell.run("migrate", "adopt");
        assertThat(failed.code()).isEqualTo(ExitCode.FINDING);
        assertThat(failed.err()).contains("it has failed, says Flyway", "hint: ");
        assertThat(shell.run("migrate", "adopt", "--help").out()).contains("holdfast migrate adopt --table audit.");
    }
}
