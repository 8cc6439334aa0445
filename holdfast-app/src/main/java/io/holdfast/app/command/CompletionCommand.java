package io.holdfast.app.command;

import io.holdfast.app.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast completion}: a script that lets the shell complete commands and options. */
@Command(
        name = "completion",
        description = "Prints the script with which bash or zsh completes commands and options.",
        footer = {
            "  holdfast completion bash > ~/.local/share/bash-completion/completions/holdfast",
            "  source <(holdfast completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Commons commons;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shells shell = Shells.bash;

    /** The shells whose completion is known; the names are what the user writes. */
    enum Shells {
        /** GNU Bash. */
        bash,
        /** Z shell, which runs the script for bash through its own bashcompinit. */
        zsh
    }

    CompletionCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        if (shell == Shells.zsh) {
            commons.surroundings().out().println("autoload -U +X bashcompinit && bashcompinit");
        }
        commons.surroundings()
                .out()
                .println(AutoComplete.bash("holdfast", spec.root().commandLine()));
        return ExitCode.DONE.number();
    }
}
