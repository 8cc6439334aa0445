package io.holdfast.app.command;

import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Interruption;
import io.holdfast.app.output.Surroundings;
import io.holdfast.app.output.Surroundings.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this process, in a folder and with an environment of their own. */
final class Shell {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Terminal terminal = Terminal.NONE;

    Shell(Path folder) {
        this.folder = folder;
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Shell onTerminal() {
        terminal = Terminal.INTERACTIVE;
        return this;
    }

    Result run(String... arguments) {
        return run(new Interruption(), arguments);
    }

    /** Runs a command that {@code interruption} may stop. */
    Result run(Interruption interruption, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(stream(out), stream(err), Map.copyOf(environment), folder, terminal, terminal);
        ExitCode code = new CommandRunner(surroundings, interruption).run(arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** What a command said and how it ended. */
    record Result(ExitCode code, String out, String err) {}
}
