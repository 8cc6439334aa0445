package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of migrations in a process of its own that a test kills (SIGKILL) when it has come far enough. */
final class Victim implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Victim(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** A process of {@code main} that has begun to work on {@code app}. */
    static Victim of(Class<?> main, Path folder, Fixture app) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(KillableRun.arguments(folder, app.place(), 0)));
        var victim =
                new Victim(new ProcessBuilder(command).redirectErrorStream(true).start());
        assertThat(victim.output.readLine()).isEqualTo("ready");
        return victim;
    }

    /** Kills it; it is gone when this returns, and had not come to its end. */
    void kill() throws IOException, InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
        assertThat(output.lines().toList())
                .as("what it said before it was killed")
                .isEmpty();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
