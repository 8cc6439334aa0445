package io.holdfast.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast lifecycle}: documents of users on their way through the databases with a role. */
@Command(
        name = "lifecycle",
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes the databases with a role, and brings documents of users into them.",
        footer = {"  holdfast lifecycle schema", "  holdfast lifecycle import --from old users analyses hr --plan"})
final class LifecycleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private LifecycleCommand() {}

    static CommandLine line(Commons commons) {
        return new CommandLine(new LifecycleCommand())
                .addSubcommand(new ImportCommand(commons))
                .addSubcommand(new SchemaCommand(commons));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
