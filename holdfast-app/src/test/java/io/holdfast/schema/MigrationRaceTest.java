package io.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.schema.Fixture.Kind;
import io.holdfast.testkit.CallerThreads;
import io.holdfast.testkit.CrashRunner;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MIG-5, scenarios 15 and 17: ten runners at once, in several processes, apply each migration once, and none fails. */
final class MigrationRaceTest {
    private static final int THREADS = 7;
    private static final int PROCESSES = 3;

    private final ExecutorService threads = CallerThreads.open();
    private final CrashRunner program = new CrashRunner(KillableRun.Program.class, Duration.ofMinutes(2));

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    @Scenario({15, 17})
    void tenRunnersAtOnceApplyEachOnceAndNoneFails(Kind kind) throws Exception {
        Fixture app = KillableRun.write(kind.in(folder), kind);
        List<Future<?>> runners = new ArrayList<>();
        for (int runner = 0; runner < PROCESSES; runner++) {
            runners.add(threads.submit(() -> program.toTheEnd(KillableRun.arguments(folder, app.place(), 0))));
        }
        List<Future<Integer>> here = new ArrayList<>();
        for (int runner = 0; runner < THREADS; runner++) {
            here.add(threads.submit(
                    () -> app.open().up(MigrationOptions.USUAL).steps().size()));
        }
        for (Future<?> runner : runners) {
            runner.get();
        }
        int applied = 0;
        for (Future<Integer> runner : here) {
            applied += runner.get();
        }

        assertThat(applied).isLessThanOrEqualTo(7);
        KillableRun.assertWhole(app);
    }
}
