package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.record.ActionRecord;
import io.holdfast.event.Entry;
import io.holdfast.event.RecordLine;
import io.holdfast.event.Recorder;
import io.holdfast.testkit.Canaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AUD-1, AUD-3, CLI-1, CLI-2: the audit trail from the command line. */
final class AuditCommandTest {
    private final Path folder;
    private final Path home;
    private final Shell shell;

    AuditCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.home = folder.resolve(".holdfast");
        this.shell = new Shell(folder).with("USER", "ada");
    }

    @BeforeEach
    void declare() throws IOException {
        Files.createDirectories(folder.resolve("db/app"));
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "databases:\n  app:\n    url: sqlite:app.db\n    migrations: db/app\n");
        Files.writeString(folder.resolve("db/app/V1__orders.sql"), "create table orders (id integer primary key);\n");
    }

    private void migrate() {
        assertThat(shell.run("migrate", "up").code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(shell.run("migrate", "up", "--create").code()).isEqualTo(ExitCode.DONE);
    }

    private Path file() {
        return home.resolve("record/audit-000000001.jsonl");
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file()));
    }

    @Test
    void withNothingOnRecordEveryCommandSaysSo() {
        assertThat(shell.run("audit", "verify").out()).isEqualTo("nothing is chained yet\n");
        assertThat(shell.run("audit", "search").out())
                .startsWith("BEGAN  ACTOR")
                .hasLineCount(1);
        assertThat(shell.run("audit", "export").out()).isEmpty();
        assertThat(home).doesNotExist();
        Shell.Result checkpoint = shell.run("audit", "checkpoint");
        assertThat(checkpoint.code()).isEqualTo(ExitCode.FINDING);
        assertThat(checkpoint.err()).contains("nothing is on record", "hint: ");
    }

    @Test
    void whatWasDoneIsFoundByEverythingThatIsKnownOfIt() {
        migrate();

        assertThat(shell.run("audit", "search").out())
                .containsPattern("ada +migrate-up +app +failed +[0-9.]+ s +[0-9a-f-]{36} +.*there is no file")
                .containsPattern("ada +migrate-up +app +done ");
        assertThat(shell.run("audit", "search", "--outcome", "done").out()).hasLineCount(2);
        assertThat(shell.run("audit", "search", "--outcome", "open").out()).hasLineCount(1);
        assertThat(shell.run("audit", "search", "--actor", "bob").out()).hasLineCount(1);
        assertThat(shell.run("audit", "search", "--action", "migrate-up", "--database", "app", "--actor", "ada")
                        .out())
                .hasLineCount(3);
        assertThat(shell.run("audit", "search", "--since", "2020-01-01", "--until", "2021-01-01T00:00:00Z")
                        .out())
                .hasLineCount(1);
        assertThat(shell.run("audit", "search", "--csv").out())
                .startsWith("begun,ended,actor,action,database,outcome,id,sentence,details\n")
                .hasLineCount(3);
        JsonNode found = json(shell.run("audit", "search", "--json"));
        assertThat(found.at("/actions/0/outcome").asString()).isEqualTo("failed");
        assertThat(found.at("/actions/1/actor").asString()).isEqualTo("ada");
        assertThat(json(shell.run("audit", "search", "--json", "--actor", "bob"))
                        .at("/actions")
                        .isEmpty())
                .isTrue();
    }

    private static JsonNode json(Shell.Result result) {
        return JsonMapper.shared().readTree(result.out());
    }

    @Test
    void aRecordThatIsAsItWasWrittenHolds() {
        migrate();

        Shell.Result result = shell.run("audit", "verify");

        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).startsWith("4 records, sequence 1 to 4, are as they were written");
        JsonNode document = json(shell.run("audit", "verify", "--json"));
        assertThat(document.at("/holds").asBoolean()).isTrue();
        assertThat(document.at("/last").asInt()).isEqualTo(4);
    }

    @Test
    void aChangeARemovalAndAnExchangeAreNamedWithFileLineAndSequence() throws IOException {
        migrate();
        List<String> sound = lines();

        List<String> changed = new ArrayList<>(sound);
        changed.set(1, changed.get(1).replace("\"ada\"", "\"eve\""));
        assertThat(verify(changed)).contains("damage: audit-000000001.jsonl, line 2: sequence 2, changed: expected ");
        List<String> removed = new ArrayList<>(sound);
        removed.remove(2);
        assertThat(verify(removed)).contains("damage: audit-000000001.jsonl, line 3: sequence 3, removed: expected ");
        List<String> exchanged = new ArrayList<>(sound);
        exchanged.add(1, exchanged.remove(2));
        assertThat(verify(exchanged)).contains("sequence 3, moved: expected it before audit-000000001.jsonl, line 4");
        List<String> twice = new ArrayList<>(sound);
        twice.add(2, twice.get(0));
        assertThat(verify(twice)).contains("damage: audit-000000001.jsonl, line 3: sequence 1, inserted");
    }

    private String verify(List<String> lines) throws IOException {
        Files.write(file(), lines);
        Shell.Result result = shell.run("audit", "verify");
        assertThat(result.code()).isEqualTo(ExitCode.FINDING);
        assertThat(result.out()).contains("the record is not as it was written; findings: 1");
        return result.out();
    }

    @Test
    void aCutEndIsNamedUpToTheCheckpointThatWasKeptElsewhere() throws IOException {
        migrate();
        Shell.Result kept = shell.run("audit", "checkpoint");
        assertThat(kept.out()).matches("4:[0-9a-f]{64}:.+Z\n");
        assertThat(shell.run("audit", "verify", "--checkpoint", kept.out().strip())
                        .code())
                .isEqualTo(ExitCode.DONE);

        Files.write(file(), lines().subList(0, 2));
        Files.delete(home.resolve("record/checkpoints.txt"));

        assertThat(shell.run("audit", "verify").code()).isEqualTo(ExitCode.DONE);
        Shell.Result cut =
                shell.run("audit", "verify", "--checkpoint", kept.out().strip());
        assertThat(cut.code()).isEqualTo(ExitCode.FINDING);
        assertThat(cut.out()).contains("sequence 3, cut off: expected 3 to 4 by the checkpoint of ");
    }

    @Test
    void aTornEndAndAnActionWithoutAnOutcomeAreToldAndAreNoDamage() throws IOException {
        try (Recorder recorder = ActionRecord.in(home)) {
            recorder.record("transfer", "ada", "app", Map.of());
        }
        Files.writeString(file(), Files.readString(file()) + "{\"id\":\"01");

        Shell.Result result = shell.run("audit", "verify");

        assertThat(result.code()).isEqualTo(ExitCode.DONE);
        assertThat(result.out())
                .contains("note: audit-000000001.jsonl, line 2: torn end", "nobody was told")
                .containsPattern("open: .+: transfer by ada on app has no outcome on record");
        assertThat(shell.run("audit", "search", "--outcome", "open").out()).containsPattern("transfer +app +open");
    }

    @Test
    void anExportIsVerifiedElsewhereInBothForms() throws IOException {
        migrate();
        String kept = shell.run("audit", "checkpoint").out().strip();
        for (String[] form : new String[][] {{"audit", "export"}, {"audit", "export", "--csv"}}) {
            Shell.Result export = shell.run(form);
            assertThat(export.code()).isEqualTo(ExitCode.DONE);
            Files.writeString(folder.resolve("export"), export.out());

            Shell.Result sound = shell.run("audit", "verify", "--file", "export", "--checkpoint", kept);
            assertThat(sound.code()).as(sound.out()).isEqualTo(ExitCode.DONE);
            assertThat(sound.out()).contains("4 records, sequence 1 to 4", "checkpoints compared: 1");

            Files.writeString(folder.resolve("export"), export.out().replaceFirst("there is no file", "all was well"));
            Shell.Result changed = shell.run("audit", "verify", "--file", "export");
            assertThat(changed.code()).isEqualTo(ExitCode.FINDING);
            assertThat(changed.out()).contains("damage: export, line ", "sequence 2, changed");
        }
        Files.writeString(folder.resolve("export"), "something else\n");
        assertThat(shell.run("audit", "verify", "--file", "export").code()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("audit", "verify", "--file", "nowhere").err()).contains("nowhere cannot be read");
    }

    @Test
    void filesFromBeforeTheChainAreReadNamedAndPruned() throws IOException {
        migrate();
        var id = new UUID(1, 1);
        var old = new Entry(
                id,
                id,
                Instant.parse("2020-05-01T00:00:00Z"),
                Entry.Stage.DONE,
                "transfer",
                "old",
                "app",
                "",
                Map.of());
        Path before = home.resolve("record/actions-0.jsonl");
        Files.writeString(before, new RecordLine.Unchained(new RecordLine.Place(before, 1, 0, 0), old).json() + "\n");

        assertThat(shell.run("audit", "verify").out())
                .contains("note: entries from before there was a chain, which only their own checksums protect: 1\n");
        assertThat(shell.run("audit", "search", "--actor", "old").out()).hasLineCount(2);
        assertThat(shell.run("audit", "prune", "--before", "2020-01-01").out()).startsWith("nothing to remove");
        assertThat(shell.run("audit", "prune", "--before", "2021-01-01").out()).isEqualTo("removed: actions-0.jsonl\n");
        assertThat(shell.run("audit", "verify").code()).isEqualTo(ExitCode.DONE);
        assertThat(shell.run("audit", "search", "--action", "audit-prune").out())
                .contains("ada");
    }

    @Test
    void noSecretIsShownOrExported() {
        try (Recorder recorder = ActionRecord.in(home)) {
            Map<String, String> details = Map.of(
                    "url",
                    "postgresql://u:" + Canaries.inUrl(Canaries.PASSWORD) + "@db/app",
                    "password",
                    Canaries.PLAIN_PASSWORD);
            recorder.record("change", "ada", "app", details)
                    .failed(new IllegalStateException("Authorization: Bearer " + Canaries.TOKEN));
        }

        Canaries.assertAbsentFrom(shell.run("audit", "search").out());
        Canaries.assertAbsentFrom(shell.run("audit", "search", "--json").out());
        Canaries.assertAbsentFrom(shell.run("audit", "export").out());
        Canaries.assertAbsentFrom(shell.run("audit", "export", "--csv").out());
    }

    @Test
    void wrongWordsAreUsage() {
        assertThat(shell.run("audit").code()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("audit", "prune").code()).isEqualTo(ExitCode.USAGE);
        Shell.Result time = shell.run("audit", "search", "--since", "yesterday");
        assertThat(time.code()).isEqualTo(ExitCode.USAGE);
        assertThat(time.err()).contains("--since is yesterday, which is no time", "2026-01-31");
        assertThat(shell.run("audit", "search", "--outcome", "good").err()).contains("expected done, failed or open");
        Shell.Result checkpoint = shell.run("audit", "verify", "--checkpoint", "12");
        assertThat(checkpoint.code()).isEqualTo(ExitCode.USAGE);
        assertThat(checkpoint.err()).contains("12 is no checkpoint; expected SEQUENCE:HASH:TIME");
    }
}
