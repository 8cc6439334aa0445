package io.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.audit.AuditReport;
import io.holdfast.audit.AuditTrail;
import io.holdfast.audit.PruneStep;
import io.holdfast.disk.Disk;
import io.holdfast.testkit.CrashPoint;
import io.holdfast.testkit.CrashRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AUD-3: a pruning that is killed leaves a chain that holds, and can be done again. */
@Tag("crash")
class PruneCrashTest {
    private final CrashRunner program = new CrashRunner(Program.class, Duration.ofMinutes(1));

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource
    void whereverItIsKilledTheChainHolds(PruneStep step) {
        program.haltAt(step, temp.toString());

        AuditReport killed = verify();
        assertThat(killed.findings()).isEmpty();
        assertThat(killed.open()).extracting(Entry::name).contains("audit-prune");

        Program.prune(temp, 2, later -> {});
        assertThat(verify().findings()).isEmpty();
        assertThat(verify().first()).isGreaterThanOrEqualTo(5);
    }

    private AuditReport verify() {
        return new AuditTrail(Disk.local(), temp).verify(List.of());
    }

    /** Records five actions, each in a file of its own, and removes all but the newest. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            try (Recorder recorder = open(folder, 1)) {
                for (int each = 0; each < 5; each++) {
                    recorder.record("act", "actor-" + each, "app", Map.of());
                }
            }
            prune(folder, 1, CrashPoint.listener());
        }

        static void prune(Path folder, long seed, Consumer<PruneStep> steps) {
            try (Recorder recorder = open(folder, seed)) {
                new AuditTrail(Disk.local(), folder).prune(Instant.MAX, recorder, "ada", false, steps);
            }
        }

        private static Recorder open(Path folder, long seed) {
            SpoolOptions options = SpoolOptions.USUAL.limitedTo(1, Duration.ofDays(1));
            return Recorder.open(Disk.local(), folder, InstantSource.system(), new Random(seed), new Events(), options);
        }
    }
}
