package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MIG-6, MIG-7, CLI-1: what was changed by hand, and what pending migrations would do, from the command line. */
final class RehearseCommandTest {
    private final Path folder;
    private final Shell shell;

    RehearseCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder);
    }

    @BeforeEach
    void apply() throws IOException {
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(
                folder.resolve("holdfast.yaml"), "databases:\n  app:\n    url: sqlite:app.db\n    migrations: db\n");
        file("V1__orders.sql", "create table orders (id integer primary key, note text);\n");
        assertThat(shell.run("migrate", "up", "--create").code()).isEqualTo(ExitCode.DONE);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve("db").resolve(name), text);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static JsonNode first(Shell.Result result) {
        return JsonMapper.shared().readTree(result.out()).path("databases").path(0);
    }

    @Test
    void whatWasChangedByHandIsShownWithTheWayBack() throws SQLException {
        assertThat(shell.run("migrate", "validate").out()).contains("the schema is what the migrations give");
        execute("create index by_note on orders (note)");

        Shell.Result found = shell.run("migrate", "validate");

        assertThat(found.code()).isEqualTo(ExitCode.FINDING);
        assertThat(found.out())
                .contains("drift: index orders.by_note is there, and no migration made it\n")
                .contains("\nDROP INDEX \"by_note\";\n");
        assertThat(shell.run("migrate", "validate", "--no-drift").code()).isEqualTo(ExitCode.DONE);
        JsonNode drift = first(shell.run("migrate", "validate", "--json")).path("drift");
        assertThat(drift.path("compared").asBoolean()).isTrue();
        assertThat(drift.path("differences").path(0).path("change").asString()).isEqualTo("extra");
        assertThat(drift.path("differences").path(0).path("object").asString()).isEqualTo("index orders.by_note");
    }

    @Test
    void whatIsPendingIsTriedOnACopy() throws IOException, SQLException {
        assertThat(shell.run("migrate", "rehearse").out()).isEqualTo("app: nothing is pending\n");
        file("V2__more.sql", "create table more (id integer primary key);\n");
        file("U2__more.sql", "drop table more;\n");
        List<String> temporary = scratches();

        Shell.Result good = shell.run("migrate", "rehearse");
        assertThat(good.code()).as(good.err()).isEqualTo(ExitCode.DONE);
        assertThat(good.out())
                .startsWith("app: tried on a copy; nothing found\n")
                .containsPattern("up +V2__more.sql")
                .containsPattern("down +U2__more.sql")
                .containsPattern("again +V2__more.sql");

        file("V3__one.sql", "create unique index one on orders (note);\n");
        execute("insert into orders (note) values ('x'), ('x')");
        Shell.Result bad = shell.run("migrate", "rehearse", "--json");
        assertThat(bad.code()).isEqualTo(ExitCode.FINDING);
        assertThat(first(bad).path("findings").path(0).path("rule").asString()).isEqualTo("fails");
        assertThat(scratches()).isEqualTo(temporary);
        assertThat(shell.run("migrate", "status").out()).startsWith("app: version 1, 2 pending\n");
    }

    private static List<String> scratches() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(Path::toString)
                    .filter(name -> name.contains("holdfast-scratch"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void nonsenseIsRefused() {
        Shell.Result refused = shell.run("migrate", "rehearse", "--rows", "-1");

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("--rows is -1; expected 0 or more");
    }
}
