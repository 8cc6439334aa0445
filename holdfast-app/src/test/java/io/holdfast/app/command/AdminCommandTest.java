package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.log.Correlation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AUD-4, CLI-1, CLI-2: flags and the audit trail of all nodes from the command line. */
final class AdminCommandTest {
    private final Path folder;
    private final Shell shell;

    AdminCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder).with("USER", "ada");
    }

    @BeforeEach
    void declare() throws IOException {
        Files.createFile(folder.resolve("control.db"));
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "control: main\ndatabases:\n  main:\n    url: sqlite:control.db\n    await: 1s\n");
    }

    private Shell.Result done(String... arguments) {
        Shell.Result result = shell.run(arguments);
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.err()).isEmpty();
        return result;
    }

    private static JsonNode json(Shell.Result result) {
        return JsonMapper.shared().readTree(result.out());
    }

    @Test
    void aFlagThatWasSetIsShownWithItsHistoryAndIsOnRecord() {
        assertThat(done("admin", "set-flag", "new-search", "on", "--reason", "the index is built")
                        .out())
                .isEqualTo("new-search is true (boolean, version 1)\n");
        assertThat(done("admin", "set-flag", "new-search", "off").out())
                .isEqualTo("new-search is false (boolean, version 2)\n");

        assertThat(done("admin", "get-flag", "new-search").out()).isEqualTo("false\n");
        assertThat(done("admin", "flags").out()).containsPattern("new-search +false +boolean +2 +ada ");
        assertThat(done("admin", "history", "new-search").out())
                .containsPattern("2 +true +false +boolean +ada ")
                .containsPattern("1 +true +boolean +ada .*the index is built");
        JsonNode audit = json(done("admin", "audit", "--json"));
        assertThat(audit.at("/actions")).hasSize(2);
        assertThat(audit.at("/actions/0/action").asString()).isEqualTo("set-flag");
        assertThat(audit.at("/actions/0/outcome").asString()).isEqualTo("done");
        assertThat(audit.at("/actions/1/details/before.new-search").asString()).isEqualTo("true");
        assertThat(audit.at("/actions/1/details/after.new-search").asString()).isEqualTo("false");
        assertThat(done("audit", "verify").out())
                .contains("4 records, sequence 1 to 4, are as they were written")
                .contains(
                        "audit table: 4 records of all nodes, 4 of them compared with the files, are as they were written");
    }

    @Test
    void whatIsDoneUnderACorrelationIdIsOnRecordWithIt() {
        try (Correlation.Scope scope = Correlation.enter("order-4711")) {
            assertThat(scope).isNotNull();
            done("admin", "set-flag", "new-search", "on");
        }
        done("admin", "set-flag", "new-search", "off");

        JsonNode table = json(done("admin", "audit", "--json"));
        JsonNode files = json(done("audit", "search", "--json"));

        for (JsonNode audit : List.of(table, files)) {
            assertThat(audit.at("/actions/0/details/correlation-id").asString()).isEqualTo("order-4711");
            assertThat(audit.at("/actions/1/details").has("correlation-id")).isFalse();
        }
    }

    @Test
    void aVersionThatIsNotTheOneThatWasMeantIsRefusedAndNothingChanges() {
        done("admin", "set-flag", "batch.size", "500", "--if-version", "0");

        Shell.Result refused = shell.run("admin", "set-flag", "batch.size", "600", "--if-version", "0");

        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("batch.size has version 1, not 0; nothing was changed", "hint: ");
        assertThat(done("admin", "get-flag", "batch.size").out()).isEqualTo("500\n");
    }

    @Test
    void theFirstSettingFixesTheTypeAndAnotherOneMustBeSaid() {
        done("admin", "set-flag", "limit", "30s");

        Shell.Result refused = shell.run("admin", "set-flag", "limit", "soon");

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("limit is soon; expected a time such as", "of type duration", "--type");
        assertThat(done("admin", "set-flag", "limit", "soon", "--type", "text").out())
                .isEqualTo("limit is soon (text, version 2)\n");
    }

    @Test
    void withoutAControlDatabaseTheCommandsSayWhatToDeclare() throws IOException {
        Files.writeString(folder.resolve("holdfast.yaml"), "databases:\n  main:\n    url: sqlite:control.db\n");

        for (String command : new String[] {"get-flag x", "set-flag x on", "flags", "history x", "audit"}) {
            Shell.Result refused = shell.run(("admin " + command).split(" "));
            assertThat(refused.code()).as(command).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err()).contains("no control database is declared", "control: NAME", "main");
        }
    }

    @Test
    void aControlDatabaseThatIsNotDeclaredIsAProblemOfTheConfiguration() throws IOException {
        Files.writeString(
                folder.resolve("holdfast.yaml"), "control: mian\ndatabases:\n  main:\n    url: sqlite:control.db\n");

        Shell.Result refused = shell.run("admin", "flags");

        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("control is \"mian\", and no database of that name is declared; expected one of main");
    }

    @Test
    void whileTheDatabaseIsAwayTheCopyAnswersAndSaysHowOldItIs() throws IOException {
        done("admin", "set-flag", "new-search", "on");
        Files.delete(folder.resolve("control.db"));

        Shell.Result copied = shell.run("admin", "get-flag", "new-search");

        assertThat(copied.code()).isEqualTo(ExitCode.DONE);
        assertThat(copied.out()).isEqualTo("true\n");
        assertThat(copied.err()).contains("note: the control database could not be read", "a copy that was made");
        Shell.Result files = shell.run("admin", "audit");
        assertThat(files.code()).isEqualTo(ExitCode.DONE);
        assertThat(files.out()).containsPattern("ada +set-flag +main +done");
        assertThat(files.err()).contains("the files of this node alone");
        Shell.Result elsewhere = shell.run("admin", "audit", "--node", "ffffffff");
        assertThat(elsewhere.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(elsewhere.out()).isEmpty();
        assertThat(elsewhere.err()).contains("at the node ffffffff", "hint: ");
        Shell.Result refused = shell.run("admin", "set-flag", "new-search", "off");
        assertThat(refused.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(refused.err()).contains("hint: ");
    }
}
