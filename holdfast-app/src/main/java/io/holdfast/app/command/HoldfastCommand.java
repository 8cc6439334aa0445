package io.holdfast.app.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code holdfast} itself: its subcommands and their common options. */
@Command(
        name = "holdfast",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps the databases behind an application reachable, healthy, migrated, moved and backed up.",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast demo",
            "  holdfast init",
            "  holdfast check",
            "  holdfast migrate up",
            "  holdfast transfer --from sqlite:app.db --to postgresql://db1/app --plan",
            "",
            "Every command has examples of its own: holdfast COMMAND --help",
            "The exit codes are listed in docs/exit-codes.md, the errors in docs/errors.md: holdfast explain CODE"
        })
final class HoldfastCommand implements Callable<Integer> {
    @Mixin
    final Commons commons;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private HoldfastCommand(Commons commons) {
        this.commons = commons;
    }

    static CommandLine line(Commons commons) {
        CommandLine line = new CommandLine(new HoldfastCommand(commons));
        line.addSubcommand(new DemoCommand(commons));
        line.addSubcommand(new InitCommand(commons));
        line.addSubcommand(new CheckCommand(commons));
        line.addSubcommand(new ConfigCommand(commons));
        line.addSubcommand(new MigrateCommand(commons));
        line.addSubcommand(new TransferCommand(commons));
        line.addSubcommand(new QueueCommand(commons));
        line.addSubcommand(new DocumentsCommand(commons));
        line.addSubcommand(LifecycleCommand.line(commons));
        line.addSubcommand(new AuditCommand(commons));
        line.addSubcommand(new AdminCommand(commons));
        line.addSubcommand(new ExplainCommand(commons));
        line.addSubcommand(new CompletionCommand(commons));
        return line;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
