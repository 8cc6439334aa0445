package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Shell.Result result = shell.run("init");

        assertThat(result.code()).isEqualTo(ExitCode.DONE);
        for (String file : FILES) {
            assertThat(folder.resolve(file)).isNotEmptyFile();
            assertThat(result.out()).contains("made  " + folder.resolve(file));
        }
        assertThat(result.out().lines().toList().get(FILES.length)).contains("holdfast check");
    }

    @Test
    void runningItTwiceChangesNoByte() throws Exception {
        shell.run("init", "--dir", "deploy");
        Files.writeString(folder.resolve("deploy/holdfast.yaml"), "databases: {}\n");
        Map<String, String> before = contents(folder.resolve("deploy"));

        Shell.Result again = shell.run("init", "--dir", "deploy");

        assertThat(contents(folder.resolve("deploy"))).isEqualTo(before);
        assertThat(again.out()).doesNotContain("made").contains("kept  ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "development", "staging", "production"})
    void whatItMakesIsAValidConfiguration(String profile) throws Exception {
        shell.run("init");
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

    private static Map<String, String> contents(Path folder) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.toString(), Files.readString(file) + Files.getLastModifiedTime(file));
            }
        }
        return contents;
    }
}
