package io.holdfast.app.command;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Json;
import io.holdfast.config.ConfigReference;
import io.holdfast.config.ConfigSchema;
import io.holdfast.config.LoadedConfig;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast config}: what is configured, and what can be. */
@Command(
        name = "config",
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows the configuration in effect, and what can be configured.",
        footer = {
            "  holdfast config show --profile production",
            "  holdfast config schema > holdfast.schema.json",
            "  holdfast config reference"
        })
final class ConfigCommand implements Callable<Integer> {
    private final Commons commons;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ConfigCommand(Commons commons) {
        this.commons = commons;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            name = "show",
            description = {
                "Prints every value in effect and where it was set. Secrets are shown as dots.",
                "Also checks the whole configuration: all problems are reported together."
            },
            footer = {"  holdfast config show", "  holdfast config show --set databases.app.pool.size=5 --json"})
    int show() {
        LoadedConfig loaded = commons.settings().load();
        PrintStream out = commons.surroundings().out();
        if (commons.json) {
            Json.print(loaded.settings(), out);
        } else {
            out.print(loaded.show());
        }
        return ExitCode.DONE.number();
    }

    @Command(
            name = "schema",
            description = "Prints the JSON Schema of holdfast.yaml, with which editors complete and check it.",
            footer = "  holdfast config schema > holdfast.schema.json")
    int schema() {
        commons.surroundings().out().print(ConfigSchema.json());
        return ExitCode.DONE.number();
    }

    @Command(
            name = "reference",
            description = "Prints all keys with their variables, types, defaults and meanings, as Markdown.",
            footer = "  holdfast config reference | less")
    int reference() {
        commons.surroundings().out().print(ConfigReference.markdown());
        return ExitCode.DONE.number();
    }
}
