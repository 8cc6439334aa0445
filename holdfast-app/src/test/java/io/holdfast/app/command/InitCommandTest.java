package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.config.Endpoint;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CFG-6, CFG-3. */
final class InitCommandTest {
    private static final String[] FILES = {
        "holdfast.yaml",
        "holdfast-development.yaml",
        "holdfast-staging.yaml",
        "holdfast-production.yaml",
        ".env.example"
    };

    private final Path folder;
    private final Shell shell;

    InitCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder);
    }

    @Test
    void itMakesEveryFileAndSaysWhatComesNext() {
        Shell.Result result = shell.run("init", "--files-only");

        assertThat(result.code()).isEqualTo(ExitCode.DONE);
        for (String file : FILES) {
            assertThat(folder.resolve(file)).isNotEmptyFile();
            assertThat(result.out()).contains("made  " + folder.resolve(file));
        }
        assertThat(result.out().lines().toList().get(FILES.length)).contains("holdfast check");
    }

    @Test
    void runningItTwiceChangesNoByte() throws Exception {
        shell.run("init", "--files-only", "--dir", "deploy");
        Files.writeString(folder.resolve("deploy/holdfast.yaml"), "databases: {}\n");
        Map<String, String> before = contents(folder.resolve("deploy"));

        Shell.Result again = shell.run("init", "--dir", "deploy");

        assertThat(contents(folder.resolve("deploy"))).isEqualTo(before);
        assertThat(again.out()).doesNotContain("made").contains("kept  ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "development", "staging", "production"})
    void whatItMakesIsAValidConfiguration(String profile) throws Exception {
        shell.run("init", "--files-only");
        Files.copy(folder.resolve(".env.example"), folder.resolve(".env"));

        Shell.Result shown = shell.run("config", "show", "--profile", profile);

        assertThat(shown.code()).as(shown.err()).isEqualTo(ExitCode.DONE);
        assertThat(shown.out()).contains("app:").doesNotContain("change-me");
    }

    @Test
    void aFolderThatCannotBeMadeIsOneClearError() throws Exception {
        Files.writeString(folder.resolve("file"), "");

        Shell.Result result = shell.run("init", "--dir", "file");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("cannot be written", "hint: ");
    }

    @Test
    void aFileDatabaseIsMadeMigratedAndCheckedAndTheSecondTimeNothingChanges() throws Exception {
        declareMigrated("sqlite:app.db");

        Shell.Result first = shell.run("init");
        assertThat(first.code()).as(first.out() + first.err()).isEqualTo(ExitCode.DONE);
        assertThat(first.out())
                .contains("made  database app, applied 1 migrations", "all as it should be")
                .containsPattern("app +migrations +all 1 applied +ok")
                .containsPattern("app +drift +none +ok");
        Map<String, String> before = contents(folder);

        Shell.Result second = shell.run("init");

        assertThat(second.code()).as(second.out() + second.err()).isEqualTo(ExitCode.DONE);
        assertThat(second.out()).contains("kept  database app (it was there)").doesNotContain("made", "applied 1 migr");
        assertThat(contents(folder)).isEqualTo(before);
    }

    @Test
    void anEmptyFolderHasARunningDatabaseAfterwardsThatNothingHadToBeInstalledFor() {
        Shell.Result first = shell.run("init");
        Shell.Result second = shell.run("init");

        assertThat(first.out())
                .as(first.err())
                .contains("made  database app")
                .containsPattern("app +reachable +yes +ok");
        assertThat(second.out()).as(second.err()).contains("kept  database app (it was there)");
    }

    @Test
    void aDatabaseThatAServerLacksIsMadeMigratedAndCheckedAndTheSecondTimeNothingChanges() throws Exception {
        Endpoint any = EmbeddedPostgres.shared().freshDatabase();
        declareMigrated(Addresses.of(any).replaceAll("/[^/]*$", "/made_by_init"));

        Shell.Result first = shell.run("init");
        assertThat(first.out())
                .as(first.err())
                .contains("made  database app, applied 1 migrations")
                .containsPattern("app +migrations +all 1 applied +ok");
        Map<String, String> before = contents(folder);

        Shell.Result second = shell.run("init");

        assertThat(second.out()).contains("kept  database app (it was there)").doesNotContain("made  ");
        assertThat(contents(folder)).isEqualTo(before);
    }

    @Test
    void aUserWhoMayNotMakeDatabasesIsToldWhatAnAdministratorHasToRun() throws Exception {
        Endpoint any = EmbeddedPostgres.shared().freshDatabase();
        EmbeddedPostgres.shared().execute(any, "create role modest login password 'modest'");
        String host = Addresses.of(any).replaceAll("^.*@", "").replaceAll("/.*$", "");
        declareMigrated("postgresql://modest:modest@" + host + "/never_made");

        Shell.Result result = shell.run("init");

        assertThat(result.code()).as(result.out()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("the database never_made is missing, and this user may not make databases")
                .contains("create database \"never_made\" owner");
        assertThat(folder.resolve("holdfast-production.yaml")).isNotEmptyFile();
    }

    @Test
    void aServerThatIsDownAndAWrongPasswordEndWithSevenInOneSentence() throws Exception {
        declareMigrated("postgresql://app:app@127.0.0.1:1/app");
        Shell.Result down = shell.run("init");
        Endpoint any = EmbeddedPostgres.shared().freshDatabase();
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "databases: { app: { url: '%s' } }%n"
                        .formatted(Addresses.of(any).replaceAll(":[^:@/]*@", ":" + Canaries.PLAIN_PASSWORD + "@")));
        Shell.Result wrong = shell.run("init");

        assertThat(down.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(wrong.code()).as(wrong.out() + wrong.err()).isEqualTo(ExitCode.UNREACHABLE);
        for (Shell.Result result : new Shell.Result[] {down, wrong}) {
            assertThat(result.err()).startsWith("holdfast: ").contains("hint: ").doesNotContain("Exception");
            Canaries.assertAbsentFrom(result.out() + result.err());
        }
    }

    @Test
    void aTypingErrorIsFoundBeforeAnyDatabaseIsTouched() throws Exception {
        Files.writeString(folder.resolve("holdfast.yaml"), "databases: { app: { ulr: 'sqlite:app.db' } }\n");

        Shell.Result result = shell.run("init");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("ulr", "url");
        assertThat(folder.resolve("app.db")).doesNotExist();
        assertThat(folder.resolve(".holdfast")).doesNotExist();
    }

    @Test
    void aPlaceForTheFileThatIsNoneIsOneClearError() throws Exception {
        Files.writeString(folder.resolve("file"), "");
        declareMigrated("sqlite:file/app.db");

        Shell.Result result = shell.run("init");

        assertThat(result.code()).as(result.out() + result.err()).isNotIn(ExitCode.DONE, ExitCode.INTERNAL);
        assertThat(result.err()).startsWith("holdfast: ").contains("hint: ").doesNotContain("Exception");
    }

    private void declareMigrated(String url) throws Exception {
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(
                folder.resolve("migrations/V1__orders.sql"), "create table orders (id integer primary key);\n");
        Files.writeString(folder.resolve("migrations/U1__orders.sql"), "drop table orders;\n");
        Files.writeString(
                folder.resolve("holdfast.yaml"),
                "databases: { app: { url: '%s', migrations: migrations } }%n".formatted(url));
    }

    private static Map<String, String> contents(Path folder) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        file.toString(),
                        Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.getLastModifiedTime(file));
            }
        }
        return contents;
    }
}
