package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.Props;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quicktheories.generators.Generate;

/** MIG-3, R4, R5: killed at any moment, a runner leaves a history that says what the schema is. */
@Tag("kill")
final class KilledRunnerTest {
    private static final int LONGEST_MILLIS = 1_200;

    @TempDir
    private Path temp;

    private int killed;

    @ParameterizedTest
    @EnumSource
    void killedAtAnyMomentItLeavesTheHistoryAndTheSchemaInAgreement(Kind kind) {
        Props.cases(3).withoutShrinking().forAll(Generate.range(0, LONGEST_MILLIS), millis -> killAfter(kind, millis));
        assertThat(killed).as("runs that were killed before their end").isPositive();
    }

    private void killAfter(Kind kind, int millis) {
        try {
            Path folder = Files.createTempDirectory(temp, "killed");
            Fixture app = KillableRun.write(kind.in(folder), kind);
            run(folder, app, millis);
            KillableRun.assertWhole(app);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private void run(Path folder, Fixture app, int millis) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KillableRun.Program.class.getName()));
        command.addAll(List.of(KillableRun.arguments(folder, app.place(), 0)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader reader = process.inputReader()) {
            assertThat(reader.readLine()).isEqualTo("ready");
            boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
            process.toHandle().destroyForcibly();
            process.waitFor();
            killed += ended ? 0 : 1;
            assertThat(ended && process.exitValue() != 0)
                    .as("it failed: " + reader.lines().toList())
                    .isFalse();
        } finally {
            process.destroyForcibly();
        }
    }
}
