package io.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class in a JVM of its own, with the class path of the test, and lets it die at a named step. The main class
 * passes {@link CrashPoint#listener()} to what it tests.
 *
 * @param main the class to run
 * @param where the options of Java that say where classes are
 * @param patience the longest the run may take
 */
public record CrashRunner(Class<?> main, List<String> where, Duration patience) {

    /** Runs {@code main} with the class path of the test. */
    public CrashRunner(Class<?> main, Duration patience) {
        this(main, List.of("-cp", System.getProperty("java.class.path")), patience);
    }

    /** What a program printed, and how it ended. */
    public record Run(int exitCode, String output) {}

    /** Runs {@code main} for at most a minute. */
    public static CrashRunner of(Class<?> main) {
        return new CrashRunner(main, Duration.ofMinutes(1));
    }

    /** A copy that finds its classes where {@code options} of Java say, such as {@code -cp}, and nowhere else. */
    public CrashRunner in(String... options) {
        return new CrashRunner(main, List.of(options), patience);
    }

    /** Runs it until it dies at {@code step}; fails if it ends in any other way. */
    public Run haltAt(Enum<?> step, String... arguments) {
        Run run = run(List.of("-D" + CrashPoint.PROPERTY + "=" + step.name()), arguments);
        assertThat(run.exitCode())
                .as("%s halted at %s; it printed:%n%s", main.getSimpleName(), step, run.output())
                .isEqualTo(CrashPoint.EXIT_CODE);
        return run;
    }

    /** Runs it to its end; fails if it does not end with exit code 0. */
    public Run toTheEnd(String... arguments) {
        Run run = run(List.of(), arguments);
        assertThat(run.exitCode())
                .as("%s ran to its end; it printed:%n%s", main.getSimpleName(), run.output())
                .isZero();
        return run;
    }

    private Run run(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(where);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        try {
            return finish(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Run finish(Process process) {
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        try {
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            assertThat(ended)
                    .as("%s ended within %s; it printed:%n%s", main.getSimpleName(), patience, output.join())
                    .isTrue();
            return new Run(process.exitValue(), output.join());
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + main.getSimpleName(), interrupted);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
