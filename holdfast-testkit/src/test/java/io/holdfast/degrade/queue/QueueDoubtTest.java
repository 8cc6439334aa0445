package io.holdfast.degrade.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.disk.Disk;
import io.holdfast.error.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-1, DEG-2: what the queue makes of files that are not as they should be, and which ids it still needs. */
final class QueueDoubtTest {
    private static final QueueLimits LIMITS = QueueLimits.of(1_000, 1_000_000);

    @TempDir
    private Path folder;

    private static UUID id(int number) {
        return new UUID(number, number);
    }

    private static Queued entry(int number) {
        return new Queued(id(number), 0, Instant.EPOCH, "write", 1, "app", "key", "x".getBytes(UTF_8));
    }

    private QueueStore open() {
        return QueueStore.open(Disk.local(), folder, LIMITS, step -> {});
    }

    @Test
    void aZeroInALineBehindWhichAnotherWriteStandsIsDamageWhereverThatIs() throws IOException {
        try (QueueStore store = open()) {
            for (int number = 1; number <= 3; number++) {
                store.add(entry(number));
            }
        }
        Path file = folder.resolve("queue-000000001.jsonl");
        byte[] all = Files.readAllBytes(file);
        int second = new String(all, UTF_8).indexOf('\n') + 1;
        int third = new String(all, UTF_8).indexOf('\n', second) + 1;
        for (int at = second; at < third - 1; at++) {
            byte[] changed = all.clone();
            changed[at] = 0;
            Files.write(file, changed);

            QueueReading reading = QueueReading.of(Disk.local(), folder);

            assertThat(reading.damages()).as("byte %d", at - second).hasSize(1);
            assertThat(reading.unfinished()).isZero();
            assertThat(reading.items()).hasSize(2);
        }
    }

    @Test
    void aFileThatCouldBeMadeAndNotOpenedStandsInNobodysWay() throws IOException {
        try (QueueStore store = open()) {
            Files.createFile(folder.resolve("queue-000000001.jsonl"));

            store.add(entry(1));

            assertThat(QueueReading.of(Disk.local(), folder).items()).hasSize(1);
        }
    }

    @Test
    void anEntryThatIsSetAsideKeepsOnlyItsOwnId() {
        try (QueueStore store = open()) {
            store.add(entry(100));
            store.setAside(id(100), Instant.EPOCH, "it broke");

            assertThat(store.unused(1_000)).containsExactly(new IdRange(101, 1_000), new IdRange(0, 100));
        }
        try (QueueStore store = open()) {
            assertThat(store.unused(1_000)).containsExactly(new IdRange(101, 1_000), new IdRange(0, 100));
        }
    }

    @Test
    void anIdOfWhichNobodyKnowsWhetherItIsInTheQueueIsKept() {
        var disk = new FailingDisk(Disk.local());
        try (QueueStore store = QueueStore.open(disk, folder, LIMITS, step -> {})) {
            disk.failing = true;

            assertThatThrownBy(() -> store.add(entry(7)))
                    .isInstanceOf(HoldfastException.class)
                    .hasMessageContaining("whether the entry is queued is not known");

            assertThat(store.unused(1_000)).containsExactly(new IdRange(8, 1_000), new IdRange(0, 7));
            disk.failing = false;
        }
    }

    @Test
    void whatCannotBeWrittenWhenItIsClosedIsTold() {
        var disk = new FailingDisk(Disk.local());
        QueueStore store = QueueStore.open(disk, folder, LIMITS, step -> {});
        store.add(entry(1));
        store.finished(id(1));
        disk.failing = true;

        assertThatThrownBy(store::close).hasMessageContaining("is written down later");

        disk.failing = false;
        open().close();
    }
}
