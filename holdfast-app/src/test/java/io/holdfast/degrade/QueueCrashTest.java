package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.degrade.Shop.Kind;
import io.holdfast.degrade.queue.QueueStep;
import io.holdfast.testkit.CrashRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** DEG-1: wherever an application dies, what it was told to be queued or done is done once, in the order of its key. */
@Tag("crash")
final class QueueCrashTest {
    private final CrashRunner program = new CrashRunner(QueueProgram.class, Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    static Stream<Arguments> everyStepOnEveryEngine() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Arrays.stream(QueueStep.values()).map(step -> Arguments.of(kind, step)));
    }

    @ParameterizedTest
    @MethodSource("everyStepOnEveryEngine")
    void nothingIsLostAndNothingIsDoneTwice(Kind kind, QueueStep step) {
        try (Aftermath aftermath = new Aftermath(folder, kind)) {
            String before = step == QueueStep.ENDED_COUNTED // there is something to be counted then
                    ? program.haltAt(QueueStep.ENTRY_IN_HAND, aftermath.arguments())
                            .output()
                    : "";
            aftermath.check(before + program.haltAt(step, aftermath.arguments()).output());
            if (step == QueueStep.EFFECT_COMMITTED) { // once more, where ids of the life before are there
                aftermath.check(program.haltAt(step, aftermath.arguments()).output());
            }
            boolean toldSomething = step.compareTo(QueueStep.RECORDS_WRITTEN) >= 0 || step == QueueStep.ENDED_COUNTED;
            assertThat(aftermath.acknowledged() > 0)
                    .as("who dies before the first records are written has told nobody anything")
                    .isEqualTo(toldSomething);
        }
    }
}
