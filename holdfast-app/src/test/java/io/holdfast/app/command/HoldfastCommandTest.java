package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Interruption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CLI-1. */
final class HoldfastCommandTest {
    private final Shell shell;

    HoldfastCommandTest(@TempDir Path folder) {
        this.shell = new Shell(folder);
    }

    @Test
    void helpListsTheCommandsWithExamples() {
        Shell.Result result = shell.run("--help");

        assertThat(result.code()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).contains("Usage: holdfast", "Commands:", "Examples:", "holdfast transfer --from");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void everyCommandHasAHelpWithExamples() {
        HoldfastCommand.line(new Commons(TestSurroundings.silent(), new Interruption()))
                .getSubcommands()
                .forEach((name, command) -> {
                    Shell.Result result = shell.run(name, "--help");

                    assertThat(result.code()).as(name).isEqualTo(ExitCode.DONE);
                    assertThat(result.out())
                            .as(name)
                            .contains("Usage: holdfast " + name, "Examples:", "  holdfast " + name);
                });
    }

    @Test
    void versionIsOneLine() {
        Shell.Result result = shell.run("--version");

        assertThat(result.code()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).startsWith("holdfast ").hasLineCount(1);
    }

    @Test
    void anUnknownCommandGetsTheNearestOne() {
        Shell.Result result = shell.run("chekc");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .isEqualTo("holdfast: unknown command 'chekc'%nhint: did you mean holdfast check?%n".formatted());
        assertThat(result.out()).isEmpty();
    }

    @Test
    void anUnknownOptionGetsTheNearestOne() {
        Shell.Result result = shell.run("check", "--jsno");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("unknown option '--jsno'", "did you mean --json");
    }

    @Test
    void withoutACommandTheHelpIsShownAndTheCodeSaysUsage() {
        Shell.Result result = shell.run();

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("a command is missing");
    }

    @Test
    void helpIsColouredOnATerminalOnly() {
        assertThat(shell.run("--help").out()).doesNotContain("\u001b[");
        assertThat(shell.onTerminal().run("--help").out()).contains("\u001b[");
        assertThat(shell.run("--help", "--no-color").out()).doesNotContain("\u001b[");
        assertThat(shell.with("NO_COLOR", "1").run("--help").out()).doesNotContain("\u001b[");
    }
}
