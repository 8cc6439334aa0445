package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.Holdfast;
import io.holdfast.app.output.ExitCode;
import io.holdfast.document.Documents;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.CollectionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** DOC-1, CLI-1, ERR-4: what an operator sees of documents. */
final class DocumentsCommandTest {
    private final Path folder;
    private final Shell shell;

    DocumentsCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder);
    }

    @BeforeEach
    void store() throws IOException {
        Files.createFile(folder.resolve("app.db"));
        declare("");
        try (Holdfast holdfast = Holdfast.open(folder.resolve("holdfast.yaml"))) {
            Documents users = Documents.of(holdfast.database("app"), CollectionModel.named("users"));
            users.make();
            for (int i = 0; i < 25; i++) {
                users.insert(
                        "user-%02d".formatted(i),
                        Body.of(Map.of(
                                "kind",
                                i % 5 == 0 ? "internal" : "external",
                                "visits",
                                i,
                                "login",
                                Map.of("Password", "hunter2", "shown", List.of("yes", "mail ada@example.org")))));
            }
        }
    }

    private void declare(String more) throws IOException {
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "home: home\ndatabases:\n  app:\n    url: sqlite:app.db\n    await: 1s\n" + more);
    }

    private Shell.Result done(String... arguments) {
        Shell.Result result = shell.run(arguments);
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.err()).isEmpty();
        return result;
    }

    private void ends(ExitCode code, String why, String... arguments) {
        Shell.Result result = shell.run(arguments);
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.err()).contains(why).doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
    }

    private static JsonNode json(Shell.Result result) {
        return JsonMapper.shared().readTree(result.out());
    }

    @Test
    void oneDocumentIsShownWithoutItsSecrets() {
        JsonNode document = json(done("documents", "get", "app", "users", "user-03"));

        assertThat(document.at("/id").asString()).isEqualTo("user-03");
        assertThat(document.at("/version").asLong()).isEqualTo(1);
        assertThat(document.at("/body/visits").asInt()).isEqualTo(3);
        assertThat(document.at("/body/login/Password").asString()).isEqualTo("••••");
        assertThat(document.at("/body/login/shown/0").asString()).isEqualTo("yes");
        assertThat(document.toString()).doesNotContain("hunter2").doesNotContain("ada@example.org");
        ends(
                ExitCode.FINDING,
                "there is no document with this id in users",
                "documents",
                "get",
                "app",
                "users",
                "nobody");
    }

    @Test
    void whatIsMaskedIsWhatWasConfigured() throws IOException {
        declare("documents:\n  masked: vis*, kind\n");

        JsonNode document = json(done("documents", "get", "app", "users", "user-03"));

        assertThat(document.at("/body/visits").asString()).isEqualTo("••••");
        assertThat(document.at("/body/kind").asString()).isEqualTo("••••");
        assertThat(document.at("/body/login/Password").asString()).isEqualTo("hunter2");
    }

    @Test
    void documentsAreFoundPageByPage() {
        assertThat(done("documents", "count", "app", "users").out()).isEqualTo("25\n");
        assertThat(done("documents", "count", "app", "users", "--where", "kind=internal")
                        .out())
                .isEqualTo("5\n");
        assertThat(json(done("documents", "count", "app", "users", "--where", "visits=7", "--json"))
                        .at("/count")
                        .asInt())
                .isEqualTo(1);
        assertThat(done("documents", "count", "app", "users", "--where", "visits=\"7\"")
                        .out())
                .isEqualTo("0\n");

        String first = done("documents", "find", "app", "users", "--limit", "2").out();
        assertThat(first)
                .containsPattern("user-00 +1 +20")
                .contains("user-01")
                .doesNotContain("user-02")
                .contains("there are more: --after user-01")
                .doesNotContain("hunter2");
        JsonNode second = json(
                done("documents", "find", "app", "users", "--where", "kind=internal", "--after", "user-05", "--json"));
        assertThat(second.at("/documents")).hasSize(3);
        assertThat(second.at("/documents/0/id").asString()).isEqualTo("user-10");
        assertThat(second.has("next")).isFalse();
        assertThat(done("documents", "find", "app", "users", "--where", "kind=other")
                        .out())
                .isEqualTo("no documents\n");
    }

    @Test
    void whatIsWrongIsSaidWithWhatToDo() throws IOException {
        ends(ExitCode.USAGE, "no database called nowhere is declared", "documents", "count", "nowhere", "users");
        ends(ExitCode.USAGE, "declared are: app", "documents", "count", "nowhere", "users");
        ends(ExitCode.USAGE, "no collection can be called \"Users\"", "documents", "count", "app", "Users");
        ends(
                ExitCode.USAGE,
                "is not a field that can be looked for",
                "documents",
                "count",
                "app",
                "users",
                "--where",
                "a..b=1");
        ends(ExitCode.USAGE, "begins with a double quote", "documents", "count", "app", "users", "--where", "a=\"x");
        ends(ExitCode.USAGE, "--limit is 0", "documents", "find", "app", "users", "--limit", "0");
        ends(ExitCode.UNREACHABLE, "check the name of the collection, things", "documents", "count", "app", "things");

        Files.move(folder.resolve("app.db"), folder.resolve("away.db"));

        ends(ExitCode.UNREACHABLE, "there is no file", "documents", "get", "app", "users", "user-01");
    }
}
