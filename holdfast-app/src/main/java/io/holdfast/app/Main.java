package io.holdfast.app;

import io.holdfast.app.command.CommandRunner;
import io.holdfast.app.output.ExitCode;
import io.holdfast.app.output.Interruption;
import io.holdfast.app.output.Surroundings;
import io.holdfast.app.output.Surroundings.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Where the {@code holdfast} command starts: the only place that knows the process it runs in. */
public final class Main {
    /** Longest wait for a command that was asked to stop. */
    private static final Duration CLEANING = Duration.ofSeconds(30);

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Interruption interruption = new Interruption();
        CompletableFuture<ExitCode> end = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(interruption, end), "holdfast-stop"));
        ExitCode code = new CommandRunner(surroundings(), interruption).run(arguments);
        end.complete(code);
        System.exit(code.number());
    }

    /** Runs when the process is about to end before its command has: one that is at work may clean up. */
    private static void stop(Interruption interruption, CompletableFuture<ExitCode> end) {
        if (end.isDone()) {
            return;
        }
        if (interruption.request() == Interruption.Answer.CLEANING_UP) {
            end.completeOnTimeout(ExitCode.INTERRUPTED, CLEANING.toSeconds(), TimeUnit.SECONDS);
        } else {
            end.complete(ExitCode.INTERRUPTED);
        }
        Runtime.getRuntime().halt(end.join().number());
    }

    private static Surroundings surroundings() {
        return new Surroundings(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                terminal("out"),
                terminal("err"));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The launcher looks at the streams: Java 17 cannot tell standard output and standard error apart. */
    private static Terminal terminal(String stream) {
        return Boolean.getBoolean("holdfast.terminal." + stream) ? Terminal.INTERACTIVE : Terminal.NONE;
    }
}
