package io.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.audit.AuditReport;
import io.holdfast.audit.AuditTrail;
import io.holdfast.disk.Disk;
import io.holdfast.testkit.CrashPoint;
import io.holdfast.testkit.CrashRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AUD-2, AUD-3: processes that write to one folder at once keep one chain, also while one of them is killed. */
@Tag("crash")
class SharedRecordTest {
    private static final int ACTIONS = 150;

    private final CrashRunner program = new CrashRunner(Program.class, Duration.ofMinutes(1));

    @TempDir
    Path temp;

    @Test
    void threeProcessesAndTheirThreadsKeepOneChain() {
        List<CompletableFuture<?>> runs = new ArrayList<>();
        for (int each = 0; each < 3; each++) {
            String name = "process-" + each;
            runs.add(CompletableFuture.supplyAsync(() -> program.toTheEnd(temp.toString(), name)));
        }
        runs.forEach(CompletableFuture::join);

        AuditReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(report.records()).isEqualTo(3 * ACTIONS * 2);
        assertThat(report.open()).isEmpty();
        assertThat(new RecordFiles(Disk.local(), temp).chained()).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = SpoolStep.class,
            names = {"ENTRY_WRITTEN", "ENTRY_FORCED", "CHECKPOINT_KEPT", "FILE_NAMED"})
    void aProcessThatIsKilledWhileItHoldsTheRecordHoldsNobodyUp(SpoolStep step) {
        CompletableFuture<?> other = CompletableFuture.supplyAsync(() -> program.toTheEnd(temp.toString(), "survivor"));
        program.haltAt(step, temp.toString(), "victim");
        other.join();

        AuditReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isGreaterThanOrEqualTo(2 * ACTIONS);
        assertThat(report.open()).extracting(Entry::actor).doesNotContain("survivor");
    }

    private AuditReport verify() {
        return new AuditTrail(Disk.local(), temp).verify(List.of());
    }

    /** Records actions, with two threads and two recorders, in files of a few kilobytes. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            List<CompletableFuture<?>> threads = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                Recorder recorder = open(folder, arguments[1].hashCode() + thread);
                threads.add(CompletableFuture.runAsync(() -> {
                    for (int each = 0; each < ACTIONS / 2; each++) {
                        recorder.record("act", arguments[1], "app", Map.of()).done();
                    }
                }));
            }
            threads.forEach(CompletableFuture::join);
        }

        private static Recorder open(Path folder, long seed) {
            SpoolOptions options =
                    SpoolOptions.USUAL.limitedTo(4_000, Duration.ofDays(1)).telling(CrashPoint.listener());
            return Recorder.open(Disk.local(), folder, InstantSource.system(), new Random(seed), new Events(), options);
        }
    }
}
