package io.holdfast.app;

import io.holdfast.app.command.CommandRunner;
import io.holdfast.app.output.Surroundings;
import io.holdfast.app.output.Surroundings.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the {@code holdfast} command starts: the only place that knows the process it runs in. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Surroundings surroundings = new Surroundings(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                terminal("out"),
                terminal("err"));
        System.exit(new CommandRunner(surroundings).run(arguments).number());
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The launcher looks at the streams: Java 17 cannot tell standard output and standard error apart. */
    private static Terminal terminal(String stream) {
        return Boolean.getBoolean("holdfast.terminal." + stream) ? Terminal.INTERACTIVE : Terminal.NONE;
    }
}
