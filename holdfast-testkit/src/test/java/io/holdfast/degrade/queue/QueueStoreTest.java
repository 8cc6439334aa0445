package io.holdfast.degrade.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.PowerCutDisk;
import io.holdfast.testkit.PowerCutDisk.PowerCut;
import io.holdfast.testkit.Props;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.generators.Generate;

/** DEG-1, DEG-2: what the queue said it has, it has; what it refused, it has not; whatever happens to disk and machine. */
final class QueueStoreTest {
    private static final QueueLimits LIMITS = QueueLimits.of(1_000, 1_000_000);
    private static final QueueLimits SMALL = new QueueLimits(1_000, 1_000_000, 700);

    @TempDir
    private Path folder;

    private static Queued draft(int number) {
        return new Queued(
                new UUID(number, number),
                0,
                Instant.EPOCH,
                "write",
                1,
                "app",
                "key",
                String.valueOf(number).getBytes(UTF_8));
    }

    private static List<Integer> numbers(List<QueueItem> items) {
        return items.stream()
                .map(item -> Integer.valueOf(new String(item.entry().payload(), UTF_8)))
                .toList();
    }

    private static QueueStore open(Disk disk, Path where, QueueLimits limits) {
        return QueueStore.open(disk, where, limits, step -> {});
    }

    private Path fill(int entries) {
        try (QueueStore store = open(Disk.local(), folder, LIMITS)) {
            for (int number = 1; number <= entries; number++) {
                store.add(draft(number));
            }
        }
        return folder.resolve("queue-000000001.jsonl");
    }

    @Test
    void entriesAndWhatBecameOfThemAreThereAfterARestart() throws IOException {
        try (QueueStore store = open(Disk.local(), folder, LIMITS)) {
            for (int number = 1; number <= 5; number++) {
                store.add(draft(number));
            }
            store.finished(draft(1).id());
            store.failed(draft(2).id(), 3, "it broke");
            store.setAside(draft(2).id(), Instant.EPOCH, "it broke");
            store.drop(draft(3).id());
        }
        try (QueueStore again = open(Disk.local(), folder, LIMITS)) {
            assertThat(numbers(again.items())).containsExactly(2, 4, 5);
            QueueItem aside = again.item(draft(2).id()).orElseThrow();
            assertThat(aside.isWaiting()).isFalse();
            assertThat(aside.attempts()).isEqualTo(3);
            assertThat(aside.sentence()).isEqualTo("it broke");
            again.giveBack(draft(2).id());
        }
        assertThat(QueueReading.of(Disk.local(), folder).items())
                .allMatch(QueueItem::isWaiting)
                .hasSize(3);
    }

    @Test
    void aTornEndIsToldAndNeverCounted() throws IOException {
        Path file = fill(3);
        byte[] all = Files.readAllBytes(file);
        int last = new String(all, UTF_8).lastIndexOf('\n', all.length - 2) + 1;
        for (int size = last + 1; size < all.length; size++) {
            Files.write(file, java.util.Arrays.copyOf(all, size));

            QueueReading reading = QueueReading.of(Disk.local(), folder);

            assertThat(numbers(reading.items())).containsExactly(1, 2);
            assertThat(reading.damages()).isEmpty();
            assertThat(reading.unfinished()).isEqualTo(size - last);
        }
    }

    @Test
    void aChangedByteIsToldWithFileAndPlaceAndAllOtherEntriesAreRead() throws IOException {
        Path file = fill(4);
        byte[] all = Files.readAllBytes(file);
        int first = new String(all, UTF_8).indexOf('\n') + 1;
        for (int at = 0; at < all.length; at++) {
            byte[] changed = all.clone();
            changed[at] ^= 1;
            Files.write(file, changed);

            QueueReading reading = QueueReading.of(Disk.local(), folder);

            assertThat(reading.damages()).as("byte %d", at).isNotEmpty();
            assertThat(reading.damages().get(0).file()).isEqualTo(file);
            assertThat(reading.damages().get(0).offset()).isLessThanOrEqualTo(at);
            assertThat(numbers(reading.items())).as("byte %d", at).hasSizeGreaterThanOrEqualTo(3);
            if (at >= first) {
                assertThat(numbers(reading.items())).contains(1);
            }
        }
    }

    @Test
    void segmentsGoWhenNothingInThemIsLeftAndNeverBeforeThoseBeforeThem() {
        try (QueueStore store = open(Disk.local(), folder, SMALL)) {
            for (int number = 1; number <= 50; number++) {
                store.add(draft(number));
            }
            for (int number = 2; number <= 50; number++) {
                store.finished(draft(number).id());
            }
            for (int round = 0; round < 30; round++) {
                store.tidy();
            }
            assertThat(numbers(store.items())).containsExactly(1);
            assertThat(folder.toFile().list((where, name) -> name.startsWith("queue-")))
                    .as("the first entry was carried over")
                    .hasSizeLessThan(8);
        }
        try (QueueStore again = open(Disk.local(), folder, SMALL)) {
            assertThat(numbers(again.items())).containsExactly(1);
        }
    }

    @Test
    void aSecondHolderIsRefused() {
        try (QueueStore first = open(Disk.local(), folder, LIMITS)) {
            assertThat(first.items()).isEmpty();
            assertThatThrownBy(() -> open(Disk.local(), folder, LIMITS))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.LOCKED));
        }
        open(Disk.local(), folder, LIMITS).close();
    }

    @Test
    void whenTheDiskIsFullEntriesAreRefusedAndTakenAgainWhenThereIsSpace() throws IOException {
        FullDisk disk = new FullDisk(Disk.local());
        try (QueueStore store = open(disk, folder, LIMITS)) {
            store.add(draft(1));
            for (FullDisk.Trouble trouble : FullDisk.Trouble.values()) {
                disk.trouble = trouble;
                int refused = 100 + trouble.ordinal();
                assertThatThrownBy(() -> store.add(draft(refused)))
                        .as("%s", trouble)
                        .isInstanceOfSatisfying(
                                HoldfastException.class,
                                failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.DISK_FULL))
                        .hasMessageEndingWith("the entry was not queued, and nothing was done");
                assertThat(numbers(QueueReading.of(Disk.local(), folder).items()))
                        .doesNotContain(refused);
                disk.trouble = null;
                store.add(draft(10 + trouble.ordinal()));
            }
            assertThat(numbers(store.items())).containsExactly(1, 10, 11, 12);
        }
        assertThat(numbers(QueueReading.of(Disk.local(), folder).items())).containsExactly(1, 10, 11, 12);
    }

    @Test
    void boundsRefuseWhatIsTooMuch() {
        try (QueueStore store = open(Disk.local(), folder, QueueLimits.of(2, 2))) {
            store.add(draft(1));
            assertThatThrownBy(() -> store.add(draft(10))).hasMessageContaining("is full with 1 bytes");
            store.add(draft(2));
            assertThatThrownBy(() -> store.add(draft(3))).hasMessageContaining("is full with 2 entries");
            store.finished(draft(1).id());
            store.add(draft(4));
        }
    }

    @Test
    void manyCallersShareForcesAndTheirOrderIsThatOnDisk() throws Exception {
        var told = new ConcurrentLinkedQueue<Integer>();
        ExecutorService callers = Executors.newFixedThreadPool(64);
        var forces = new java.util.concurrent.atomic.AtomicInteger();
        try (QueueStore store = QueueStore.open(Disk.local(), folder, LIMITS, step -> {
            if (step == QueueStep.RECORDS_FORCED) {
                forces.incrementAndGet();
            }
        })) {
            store.listen(
                    item -> told.add(Integer.valueOf(new String(item.entry().payload(), UTF_8))));
            for (int number = 1; number <= 500; number++) {
                Queued entry = draft(number);
                callers.execute(() -> store.add(entry));
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(numbers(store.items())).hasSize(500).containsExactlyElementsOf(told);
        }
        assertThat(numbers(QueueReading.of(Disk.local(), folder).items())).containsExactlyElementsOf(told);
        assertThat(forces.get()).isLessThan(500);
    }

    @Test
    void aLineOfAnotherKindIsDamageAndNoEntry() throws IOException {
        Path file = fill(1);
        Files.writeString(file, "{\"is\":\"queued\"}\n", StandardOpenOption.APPEND);

        assertThat(QueueReading.of(Disk.local(), folder).damages()).hasSize(1);
    }

    /** Whatever is cut off wherever: what was acknowledged is there, what was refused is not, and marks only take away. */
    @Test
    void aPowerCutLosesNothingThatWasAcknowledged() {
        Props.cases(400).withoutShrinking().forAll(Generate.longRange(0, Long.MAX_VALUE), QueueStoreTest::cutSomewhere);
    }

    private static void cutSomewhere(long seed) {
        var random = new Random(seed);
        var disk = new PowerCutDisk(seed);
        Path where = Path.of("/home/queue");
        Model model = new Model();
        for (int life = 0; life < 4; life++) {
            disk.cutAfter(random.nextInt(40));
            try {
                QueueStore store = open(disk, where, SMALL);
                model.check(store);
                model.live(store, random);
                store.close();
            } catch (PowerCut off) {
                model.cut();
            }
            endLife(disk, random);
        }
        disk.cut();
        try (QueueStore store = open(disk, where, SMALL)) {
            model.check(store);
            assertThat(store.damages()).isEmpty();
        }
    }

    /** The power is cut, or only the process is killed: then what it wrote is there for the next one, durable or not. */
    private static void endLife(PowerCutDisk disk, Random random) {
        if (random.nextInt(3) == 0) {
            disk.kill();
        } else {
            disk.cut();
        }
    }

    /** What a caller was told. */
    private static final class Model {
        private final Map<Integer, Boolean> certain = new LinkedHashMap<>(); // whether it may be gone
        private final Set<Integer> open = new LinkedHashSet<>();
        private int next;
        private int asked;

        void live(QueueStore store, Random random) {
            for (int step = 0; step < 12; step++) {
                List<Integer> there = new ArrayList<>(certain.keySet());
                int choice = random.nextInt(6);
                if (choice < 3 || there.isEmpty()) {
                    asked = ++next;
                    store.add(draft(asked));
                    certain.put(asked, false);
                    asked = 0;
                } else if (choice == 3) {
                    int number = there.get(random.nextInt(there.size()));
                    certain.put(number, true);
                    store.finished(draft(number).id());
                } else if (choice == 4) {
                    store.flush();
                    certain.values().removeIf(gone -> gone);
                } else {
                    store.tidy();
                    certain.values().removeIf(gone -> gone);
                }
            }
        }

        void cut() {
            if (asked > 0) {
                open.add(asked);
                asked = 0;
            }
        }

        void check(QueueStore store) {
            List<Integer> found = numbers(store.items());
            assertThat(found).doesNotHaveDuplicates().isSorted();
            certain.forEach((number, gone) -> {
                if (!gone) {
                    assertThat(found).contains(number);
                }
            });
            assertThat(found).allMatch(number -> certain.containsKey(number) || open.contains(number));
            certain.keySet().retainAll(found);
            found.forEach(number -> certain.merge(number, false, (known, now) -> false));
        }
    }
}
