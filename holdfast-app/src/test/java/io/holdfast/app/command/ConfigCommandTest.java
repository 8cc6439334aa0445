package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.testkit.Canaries;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CFG-1, CFG-2, CFG-3, CFG-7, CLI-1. */
final class ConfigCommandTest {
    private final Path folder;
    private final Shell shell;

    ConfigCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.shell = new Shell(folder);
    }

    @Test
    void showPrintsWhatIsInEffectAndNoSecret() throws Exception {
        write("holdfast.yaml", """
                databases:
                  app:
                    url: postgresql://db/app
                    user: app
                    password: %s
                """.formatted(Canaries.PLAIN_PASSWORD));
        shell.with("HOLDFAST_DATABASES_APP_POOL_SIZE", "7");

        for (String[] line : new String[][] {
            {"config", "show", "--set", "databases.app.pool.min-idle=1"},
            {"config", "show", "--json", "--set", "databases.app.pool.min-idle=1"}
        }) {
            Shell.Result result = shell.run(line);

            assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.DONE);
            assertThat(result.out()).contains("••••", "HOLDFAST_DATABASES_APP_POOL_SIZE");
            Canaries.assertAbsentFrom(result.out() + result.err());
        }
    }

    @Test
    void theFileAndTheProfileAreChosenByOptionOrVariable() throws Exception {
        write("other.yaml", "databases: { app: { url: 'sqlite:one.db' } }\n");
        write("other-staging.yaml", "databases: { app: { url: 'sqlite:two.db' } }\n");

        assertThat(shell.run("--config", "other.yaml", "config", "show").out()).contains("one.db");
        assertThat(shell.run("config", "show", "--config", "other.yaml", "--profile", "staging")
                        .out())
                .contains("two.db");
        shell.with("HOLDFAST_CONFIG", "other.yaml").with("HOLDFAST_PROFILE", "staging");
        assertThat(shell.run("config", "show").out()).contains("two.db");
    }

    @Test
    void schemaAndReferenceArePrinted() {
        assertThat(shell.run("config", "schema").out()).startsWith("{").contains("$schema", "acquire-timeout");
        assertThat(shell.run("config", "reference").out()).startsWith("# ").contains("databases.NAME.url");
    }

    @Test
    void aMissingFileThatWasNamedIsAnError() {
        Shell.Result result = shell.run("config", "show", "--config", "nowhere.yaml");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("nowhere.yaml");
    }

    @Test
    void twoNamesForOneDatabaseDrawAWarning() throws Exception {
        write("holdfast.yaml", "databases: { a: { url: 'sqlite:x.db' }, b: { url: 'sqlite:x.db' } }\n");

        assertThat(shell.run("config", "show").err()).contains("warning: ");
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }
}
