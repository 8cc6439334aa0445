package io.holdfast.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.app.logging.CommandLog;
import io.holdfast.app.output.ErrorReport;
import io.holdfast.app.output.ErrorReport.Detail;
import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Interruption;
import io.holdfast.app.output.Surroundings;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line from its arguments to its exit code. */
public final class CommandRunner {
    private final Surroundings surroundings;
    private final Interruption interruption;

    /** A runner for commands in {@code surroundings}, which stop when {@code interruption} asks. */
    public CommandRunner(Surroundings surroundings, Interruption interruption) {
        this.surroundings = surroundings;
        this.interruption = interruption;
    }

    /** Runs the command that {@code arguments} spell. Never throws for anything a user can cause. */
    public ExitCode run(String... arguments) {
        Commons commons = new Commons(surroundings, interruption);
        CommandLine line = HoldfastCommand.line(commons);
        line.setOut(new PrintWriter(surroundings.out(), true, UTF_8));
        line.setErr(new PrintWriter(surroundings.err(), true, UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(arguments)));
        line.setExecutionStrategy(parsed -> {
            if (commons.debug) {
                CommandLog.debug();
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setParameterExceptionHandler((problem, given) -> misused(problem).number());
        line.setExecutionExceptionHandler(
                (failure, command, result) -> new ErrorReport(surroundings.err(), commons.detail())
                        .tell(failure)
                        .number());
        int number = line.execute(arguments);
        return Arrays.stream(ExitCode.values())
                .filter(code -> code.number() == number)
                .findFirst()
                .orElse(ExitCode.INTERNAL);
    }

    private Ansi ansi(String... arguments) {
        boolean coloured = surroundings.colours() && !List.of(arguments).contains("--no-color");
        return coloured ? Ansi.ON : Ansi.OFF;
    }

    private ExitCode misused(ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        ErrorReport report = new ErrorReport(surroundings.err(), Detail.SHORT);
        if (problem instanceof UnmatchedArgumentException unmatched) {
            report.say(unknown(unmatched), nearest(unmatched, command));
        } else {
            report.say(firstLower(String.valueOf(problem.getMessage())), "see %s --help".formatted(command));
        }
        return ExitCode.USAGE;
    }

    private static String unknown(UnmatchedArgumentException problem) {
        String given = problem.getUnmatched().get(0);
        String kind = given.startsWith("-") ? "option" : takesCommands(problem) ? "command" : "argument";
        return "unknown %s '%s'".formatted(kind, given);
    }

    private static boolean takesCommands(UnmatchedArgumentException problem) {
        return !problem.getCommandLine().getSubcommands().isEmpty();
    }

    private static String nearest(UnmatchedArgumentException problem, String command) {
        List<String> suggestions = problem.getSuggestions().stream()
                .map(found -> found.startsWith("-") ? found : command + " " + found)
                .toList();
        return suggestions.isEmpty()
                ? "see %s --help".formatted(command)
                : "did you mean %s?".formatted(String.join(" or ", suggestions));
    }

    private static String firstLower(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
