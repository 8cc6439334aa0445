package io.holdfast.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testkit.Props;
import io.holdfast.transaction.SharedCommitCrashTest.Pairs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.generators.Generate;

/**
 * TX-1, CON-9: killed at any moment, a process that shares commits has lost nothing of what it was told, and left nothing
 * half. The kill leaves what the system has in memory; that it is on disk as well is SQLite's promise for {@code
 * synchronous = full}, which is what the process is seen to run with.
 */
@Tag("kill")
final class KilledWriterTest {
    private static final int LONGEST_MILLIS = 400;
    private static final String READY = "synchronous: ";

    @TempDir
    private Path temp;

    private long acknowledged;

    @Test
    void everyAcknowledgedCommitIsThereAndNoneIsHalf() {
        Props.cases(3).withoutShrinking().forAll(Generate.range(0, LONGEST_MILLIS), this::killAfter);
        assertThat(acknowledged)
                .as("commits that were acknowledged before a kill")
                .isPositive();
    }

    private void killAfter(int millis) {
        try {
            Path folder = Files.createTempDirectory(temp, "killed");
            Ledger.in(folder, step -> {}).close();
            String output = run(folder, millis);
            try (Ledger ledger = Ledger.existing(folder, step -> {})) {
                Pairs.check(ledger, output);
                acknowledged += Pairs.acknowledged(output).size();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Runs the writer, kills it {@code millis} after its first word, and gives what it has said. */
    private static String run(Path folder, int millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader = process.inputReader()) {
            String first = reader.readLine();
            assertThat(first).as("the level that SQLite says, 2 for full").isEqualTo(READY + 2);
            var output = CompletableFuture.supplyAsync(
                    () -> String.join("\n", reader.lines().toList()));
            boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.toHandle().destroyForcibly(); // the process itself would close what it has said
            process.waitFor();
            String said = output.join();
            assertThat(ended).as("it ended by itself, having said: " + said).isFalse();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Says how safely it writes, and writes. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Ledger ledger = Ledger.existing(Path.of(arguments[0]), step -> {});
            int level = ledger.transactions().run(TransactionOptions.named("level"), transaction -> {
                try (Statement statement = transaction.connection().createStatement();
                        ResultSet row = statement.executeQuery("pragma synchronous")) {
                    row.next();
                    return row.getInt(1);
                }
            });
            System.out.println(READY + level);
            Pairs.addForEver(ledger.transactions());
        }
    }
}
