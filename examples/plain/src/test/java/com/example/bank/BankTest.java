package com.example.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testkit.CrashRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CON-1, CON-3, R1: the example does what its README says, in a process of its own and with a server of its own. */
class BankTest {
    private static final int STOPPED = 128 + 2;

    @TempDir
    Path folder;

    @BeforeEach
    void takeItsSettings() throws IOException {
        Path settings = Path.of(System.getProperty("holdfast.repository"), "examples/plain/holdfast.yaml");
        Files.copy(settings, folder.resolve("holdfast.yaml"));
    }

    @Test
    void itsServerIsKilledAndItsCallsSurvive() {
        CrashRunner.Run run = CrashRunner.of(Bank.class).toTheEnd(folder.toString());

        assertThat(run.output())
                .containsSubsequence(
                        ">>> kill -9 ",
                        "bank: the primary is down",
                        ">>> PostgreSQL is started again",
                        "bank: the primary answers again",
                        " made: ",
                        " done, 0 failed, ",
                        "10,000 in all accounts, of 10,000",
                        "each that was done is there once, none that failed is",
                        " without a finished call",
                        "the first call was done ")
                .doesNotContain("Exception");
        assertThat(folder.resolve("server/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aReaderMayKillTheServerAndThenStopTheExample() throws Exception {
        Process example = start("--by-hand");
        String said;
        try (BufferedReader lines = example.inputReader()) {
            said = readUntil("^ +1 .*", lines); // the first second is over
            Matcher command = Pattern.compile("(kill -9 \\d+)\n").matcher(said);
            assertThat(command.find()).as(said).isTrue();
            run(command.group(1).split(" "));
            said += readUntil(".*it is gone", lines);
            run("kill", "-INT", Long.toString(example.pid()));
            said += readUntil("nothing that will come", lines);
        }

        assertThat(example.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(example.exitValue()).as(said).isEqualTo(STOPPED);
        assertThat(said).contains("stopped, and the server with it").doesNotContain("Exception", " made: ");
    }

    private Process start(String option) throws Exception {
        List<String> command = new ArrayList<>(heedingSignals());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bank.class.getName()));
        command.addAll(List.of(folder.toString(), option));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Where the tests run in the background of a script, SIGINT is ignored, and so by every program they start. */
    private static List<String> heedingSignals() throws Exception {
        List<String> prefix = List.of("env", "--default-signal=INT");
        boolean known = run("env", "--default-signal=INT", "true") == 0;
        return known ? prefix : List.of();
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor();
    }

    /** What is said up to the line that looks like {@code wanted}, or to the end. */
    private static String readUntil(String wanted, BufferedReader lines) throws IOException {
        StringBuilder said = new StringBuilder();
        String line = lines.readLine();
        while (line != null) {
            said.append(line).append('\n');
            if (line.matches(wanted)) {
                break;
            }
            line = lines.readLine();
        }
        return said.toString();
    }
}
