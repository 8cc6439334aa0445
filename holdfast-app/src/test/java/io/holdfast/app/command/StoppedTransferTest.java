package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.Main;
import io.holdfast.app.demo.SampleDatabase;
import io.holdfast.app.output.ExitCode;
import io.holdfast.config.Endpoint;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CLI-1, XFER-4: Ctrl-C stops a transfer cleanly. The real command runs in a process of its own. */
final class StoppedTransferTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aStoppedTransferLeavesSourceAndTargetAsTheyWere(String signal) throws Exception {
        Path source = folder.resolve("app.db");
        SampleDatabase.of(60_000).writeTo(source);
        byte[] before = Files.readAllBytes(source);
        Endpoint target = EmbeddedPostgres.shared().freshDatabase();
        TargetPicture picture = new TargetPicture(target);
        String empty = picture.take();

        Process command = transfer(source, target);
        String said;
        try (BufferedReader err = command.errorReader()) {
            said = readUntil("tables created", err);
            new ProcessBuilder("kill", "-" + signal, Long.toString(command.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            said += readUntil("nothing that will come", err);
        }

        assertThat(command.waitFor(60, TimeUnit.SECONDS)).as("the command ends").isTrue();
        assertThat(command.exitValue()).as(said).isEqualTo(ExitCode.INTERRUPTED.number());
        assertThat(said).contains("holdfast: ", "stopped; source and published schema are as before", "hint: ");
        assertThat(picture.take()).isEqualTo(empty);
        assertThat(Files.readAllBytes(source)).isEqualTo(before);
        assertThat(folder).isDirectoryNotContaining("glob:**-{wal,shm,journal}");
        Canaries.assertAbsentFrom(said);
    }

    private Process transfer(Path source, Endpoint target) throws Exception {
        List<String> command = new ArrayList<>(heedingSignals());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "transfer",
                "--from",
                "sqlite:" + source,
                "--to",
                Addresses.of(target)));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Where the tests run in the background of a script, SIGINT is ignored, and so by every program they start. */
    private static List<String> heedingSignals() throws Exception {
        List<String> prefix = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(prefix);
        trial.add("true");
        boolean known = new ProcessBuilder(trial).start().waitFor() == 0;
        return known ? prefix : List.of();
    }

    /** What is said up to the line {@code wanted}, or to the end. */
    private static String readUntil(String wanted, BufferedReader lines) throws IOException {
        StringBuilder said = new StringBuilder();
        String line = lines.readLine();
        while (line != null) {
            said.append(line).append('\n');
            if (line.equals(wanted)) {
                break;
            }
            line = lines.readLine();
        }
        return said.toString();
    }
}
