package io.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.audit.AuditTrail;
import io.holdfast.disk.Disk;
import io.holdfast.testkit.CrashPoint;
import io.holdfast.testkit.CrashRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A killed process loses nothing that it was told is on record, and leaves a chain that holds. AUD-2, AUD-3. */
@Tag("crash")
class SpoolCrashTest {
    private static final String ACKNOWLEDGED = "acknowledged: ";

    private final CrashRunner program = new CrashRunner(Program.class, Duration.ofMinutes(1));

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource
    void whateverIsKilledWhereverTheRecordStaysWhole(SpoolStep step) {
        String output = program.haltAt(step, temp.toString()).output();

        try (Recorder recorder = open(temp, 3)) {
            recorder.record("afterwards", "ada", "app", Map.of()).done();
            Reading reading = recorder.read();

            assertThat(new AuditTrail(Disk.local(), temp).verify(List.of()).findings())
                    .isEmpty();
            assertThat(reading.damages()).isEmpty();
            assertThat(reading.entries())
                    .extracting(Entry::name)
                    .containsAll(acknowledged(output))
                    .contains("first");
        }
    }

    @Test
    void leftAloneItRunsToItsEnd() {
        assertThat(acknowledged(program.toTheEnd(temp.toString()).output())).containsExactly("first", "second");
    }

    private static List<String> acknowledged(String output) {
        return output.lines()
                .filter(line -> line.startsWith(ACKNOWLEDGED))
                .map(line -> line.substring(ACKNOWLEDGED.length()))
                .toList();
    }

    private static Recorder open(Path folder, long seed) {
        return Recorder.open(Disk.local(), folder, InstantSource.system(), new Random(seed), new Events());
    }

    /** Records one action in peace, says so, and records a second one while it may be killed. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            open(folder, 1).record("first", "ada", "app", Map.of());
            System.out.println(ACKNOWLEDGED + "first");
            Recorder.open(
                            Disk.local(),
                            folder,
                            InstantSource.system(),
                            new Random(2),
                            new Events(),
                            SpoolOptions.USUAL.limitedTo(1, Duration.ofDays(1)).telling(CrashPoint.listener()))
                    .record("second", "ada", "app", Map.of());
            System.out.println(ACKNOWLEDGED + "second");
        }
    }
}
