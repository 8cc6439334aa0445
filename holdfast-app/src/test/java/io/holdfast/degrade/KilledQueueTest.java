package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.degrade.Shop.Kind;
import io.holdfast.testkit.Props;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.generators.Generate;

/** DEG-1, DEG-2: killed at any moment, an application loses nothing that it was told to be queued or done, and doubles nothing. */
@Tag("queue")
final class KilledQueueTest {
    private static final int LONGEST_MILLIS = 1_500;

    @TempDir
    private Path temp;

    private long acknowledged;

    @Test
    void everyAcknowledgedWriteTakesEffectOnce() {
        Props.cases(4).withoutShrinking().forAll(Generate.range(0, LONGEST_MILLIS), this::killAfter);
        assertThat(acknowledged)
                .as("writes that were acknowledged before a kill")
                .isPositive();
    }

    /** The engine is drawn with the moment. */
    private void killAfter(int millis) {
        try {
            Path folder = Files.createTempDirectory(temp, "killed");
            try (Aftermath aftermath = new Aftermath(folder, millis % 2 == 0 ? Kind.SQLITE : Kind.POSTGRESQL)) {
                aftermath.check(run(aftermath.arguments(), millis));
                acknowledged += aftermath.acknowledged();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Runs the program, kills it {@code millis} after its first word, and gives what it has said. */
    private static String run(String[] arguments, int millis) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                QueueProgram.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var reader = process.inputReader()) {
            String first = reader.readLine();
            while (first != null && !first.startsWith(QueueProgram.ACKNOWLEDGED)) {
                first = reader.readLine();
            }
            String begun = String.valueOf(first);
            var rest = CompletableFuture.supplyAsync(
                    () -> String.join("\n", reader.lines().toList()));
            boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.toHandle().destroyForcibly(); // the process itself would close what it has said
            process.waitFor();
            String said = begun + "\n" + rest.join();
            assertThat(ended).as("it ended by itself, having said: " + said).isFalse();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
