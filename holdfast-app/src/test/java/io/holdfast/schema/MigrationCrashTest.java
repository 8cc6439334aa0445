package io.holdfast.schema;

import io.holdfast.schema.Fixture.Kind;
import io.holdfast.schema.run.RunStep;
import io.holdfast.testkit.CrashRunner;
import io.holdfast.testkit.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MIG-3, MIG-5, R4, R5, scenarios 1 to 7, 11 and 12: wherever a runner dies, the history says what the schema is, and the
 * next runner finishes what is left, each statement once.
 */
@Tag("crash")
final class MigrationCrashTest {
    private final CrashRunner program = new CrashRunner(KillableRun.Program.class, Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    static Stream<Arguments> deaths() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Arrays.stream(RunStep.values())
                        .flatMap(step -> Stream.of(Arguments.of(kind, step, 0), Arguments.of(kind, step, 3)))
                        .filter(death -> comes((RunStep) death.get()[1], (Integer) death.get()[2])));
    }

    /** Whether the step comes more than {@code inPeace} times. */
    private static boolean comes(RunStep step, int inPeace) {
        return (inPeace == 0 && step != RunStep.CLAIMED)
                || switch (step) {
                    case LOCKED, TABLE_MADE, MARKED, DONE_ALONE, CLAIMED -> false;
                    default -> true;
                };
    }

    @ParameterizedTest
    @MethodSource("deaths")
    @Scenario({2, 4, 5, 6, 7, 12})
    void whereverARunnerDiesTheHistoryIsTheSchema(Kind kind, RunStep step, int inPeace) {
        Fixture app = KillableRun.write(kind.in(folder), kind);

        program.haltAt(step, KillableRun.arguments(folder, app.place(), inPeace));

        KillableRun.assertWhole(app);
    }

    @ParameterizedTest
    @EnumSource
    @Scenario(12)
    void whoTakesOverFromADeadRunnerMayDieAsWell(Kind kind) {
        Fixture app = KillableRun.write(kind.in(folder), kind);
        program.haltAt(RunStep.DONE_ALONE, KillableRun.arguments(folder, app.place(), 0));
        program.haltAt(RunStep.CLAIMED, KillableRun.arguments(folder, app.place(), 0));
        program.haltAt(RunStep.COUNTED, KillableRun.arguments(folder, app.place(), 0));

        KillableRun.assertWhole(app);
    }
}
