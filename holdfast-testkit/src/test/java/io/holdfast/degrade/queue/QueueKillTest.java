package io.holdfast.degrade.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.testkit.PowerCutDisk;
import io.holdfast.testkit.PowerCutDisk.PowerCut;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** DEG-1: what a killed process left in memory only is not taken for durable by the next one. */
final class QueueKillTest {
    private static final QueueLimits SMALL = new QueueLimits(1_000, 1_000_000, 700);
    private static final Path FOLDER = Path.of("/home/queue");
    private static final int MOST_OPERATIONS = 60;

    private static UUID id(int number) {
        return new UUID(number, number);
    }

    private static void add(QueueStore store, int number) {
        store.add(new Queued(id(number), 0, Instant.EPOCH, "write", 1, "app", "key", "x".getBytes(UTF_8)));
    }

    private static QueueStore open(PowerCutDisk disk) {
        return QueueStore.open(disk, FOLDER, SMALL, step -> {});
    }

    @Test
    void anEntryThatWasJustBeingCarriedOverOutlivesAKillAndThenAPowerCut() {
        for (int operations = 0; operations < MOST_OPERATIONS; operations++) {
            for (int seed = 0; seed < 8; seed++) {
                killAfter(operations, seed);
            }
        }
    }

    private static void killAfter(int operations, int seed) {
        var disk = new PowerCutDisk(seed);
        QueueStore first = open(disk);
        for (int number = 1; number <= 20; number++) {
            add(first, number);
        }
        for (int number = 2; number <= 20; number++) {
            first.finished(id(number));
        }
        disk.cutAfter(operations);
        tidyUntilPowerOff(first);
        disk.kill();
        disk.cutAfter(operations);
        try {
            tidyUntilPowerOff(open(disk));
        } catch (PowerCut off) {
            assertThat(operations).isLessThan(MOST_OPERATIONS);
        }
        disk.cut();
        try (QueueStore again = open(disk)) {
            assertThat(again.item(id(1)))
                    .as("killed after %d operations, seed %d", operations, seed)
                    .isPresent();
        }
    }

    private static void tidyUntilPowerOff(QueueStore store) {
        try {
            for (int round = 0; round < 20; round++) {
                store.tidy();
            }
        } catch (PowerCut off) {
            assertThat(store.length()).isPositive();
        }
    }
}
