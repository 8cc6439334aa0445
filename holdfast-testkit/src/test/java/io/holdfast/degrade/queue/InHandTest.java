package io.holdfast.degrade.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-2: what was being applied when a process ended counts as a failed attempt, once, and nothing else does. */
final class InHandTest {
    private static final String ENDED = "the process ended while it was applied";

    @TempDir
    private Path folder;

    private Path file = Path.of("in-hand");

    @BeforeEach
    void fill() {
        file = folder.resolve("in-hand");
        try (QueueStore store = open(Disk.local())) {
            for (int number = 1; number <= 3; number++) {
                byte[] payload = "x".getBytes(UTF_8);
                store.add(new Queued(id(number), 0, Instant.EPOCH, "write", 1, "app", "key", payload));
            }
        }
    }

    private static UUID id(int number) {
        return new UUID(number, number);
    }

    private static QueueItem item(QueueStore store, int number) {
        return store.item(id(number)).orElseThrow();
    }

    private QueueStore open(Disk disk) {
        return QueueStore.open(disk, folder, QueueLimits.of(10, 1_000), step -> {});
    }

    private byte[] noted() throws IOException {
        return Files.readAllBytes(file);
    }

    /** What is noted while the first entry is in hand, after the second one was. */
    private byte[] whileTheFirstIsInHand() throws Exception {
        try (QueueStore store = open(Disk.local())) {
            store.inHand().during(item(store, 2), () -> "");
            return store.inHand().during(item(store, 1), this::noted);
        }
    }

    /** How many attempts have failed at the first and the second entry, where the process before left {@code noted}. */
    private String attemptsAfter(byte[] noted) throws IOException {
        Files.write(file, noted);
        try (QueueStore store = open(Disk.local())) {
            return item(store, 1).attempts() + " " + item(store, 2).attempts();
        }
    }

    @Test
    void whatWasInHandIsCountedOnceThoughTheCountingIsCutShort() throws Exception {
        byte[] noted = whileTheFirstIsInHand();
        assertThat(file).as("after an orderly end").doesNotExist();

        assertThat(attemptsAfter(noted)).isEqualTo("1 0");
        assertThat(file).doesNotExist();
        assertThat(attemptsAfter(noted))
                .as("counted, and the note not yet removed")
                .isEqualTo("1 0");

        assertThat(attemptsAfter(whileTheFirstIsInHand())).isEqualTo("2 0");
        try (QueueStore store = open(Disk.local())) {
            assertThat(item(store, 1).sentence()).isEqualTo(ENDED);
        }
    }

    @Test
    void whoWasInHandBesideOthersIsKnownToHaveBeen() throws Exception {
        byte[] noted;
        try (QueueStore store = open(Disk.local())) {
            InHand hand = store.inHand();
            noted = hand.during(item(store, 1), () -> hand.during(item(store, 2), this::noted));
        }

        assertThat(attemptsAfter(noted)).isEqualTo("1 1");

        try (QueueStore store = open(Disk.local())) {
            assertThat(item(store, 1).sentence()).startsWith(ENDED).endsWith(": 1");
            assertThat(item(store, 1).endedProcess()).isTrue();
            assertThat(item(store, 1).endedProcessAlone()).isFalse();
            assertThat(item(store, 3).endedProcess()).isFalse();
        }
    }

    @Test
    void whatWasLetGoOrFinishedOrSetAsideIsNotCounted() throws Exception {
        byte[] first = whileTheFirstIsInHand();
        try (QueueStore store = open(Disk.local())) {
            store.inHand().during(item(store, 1), () -> "");
            assertThat(attemptsAfterCopy(store)).isEqualTo("0 0");
        }
        try (QueueStore store = open(Disk.local())) {
            store.setAside(id(1), Instant.EPOCH, "it broke");
        }
        assertThat(attemptsAfter(first)).isEqualTo("0 0");
        try (QueueStore store = open(Disk.local())) {
            store.finished(id(1));
        }
        Files.write(file, first);
        try (QueueStore store = open(Disk.local())) {
            assertThat(store.item(id(1))).isEmpty();
        }
    }

    private String attemptsAfterCopy(QueueStore store) throws IOException {
        byte[] noted = noted();
        store.close();
        return attemptsAfter(noted);
    }

    @Test
    void whatIsTornOrChangedAccusesNobodyElse() throws Exception {
        byte[] noted = whileTheFirstIsInHand();
        for (int length = 0; length < noted.length; length++) {
            // the second is in hand where its being let go is cut off: that is what the file says
            assertThat(attemptsAfter(Arrays.copyOf(noted, length))).startsWith("0 ");
        }
        for (int at = 0; at < noted.length; at++) {
            byte[] changed = noted.clone();
            changed[at] ^= 4;
            assertThat(attemptsAfter(changed)).as("byte %d", at).startsWith("0 ");
        }
    }

    @Test
    void whereItCannotBeNotedEntriesAreAppliedAllTheSame() throws Exception {
        Files.createDirectories(file.resolve("in the way"));
        try (QueueStore store = open(Disk.local())) {
            assertThat(store.inHand().during(item(store, 1), () -> "done")).isEqualTo("done");
        }
        Files.delete(file.resolve("in the way"));
        Files.delete(file);
        var disk = new FullDisk(Disk.local());
        try (QueueStore store = open(disk)) {
            store.inHand().during(item(store, 1), () -> "");
            disk.trouble = FullDisk.Trouble.HALF_WAY;
            assertThat(store.inHand().during(item(store, 1), () -> "done")).isEqualTo("done");
            disk.trouble = null;
            byte[] noted = store.inHand().during(item(store, 1), this::noted);
            store.close();
            assertThat(attemptsAfter(noted)).isEqualTo("1 0");
        }
    }

    @Test
    void theFileStaysShort() throws Exception {
        byte[] noted;
        try (QueueStore store = open(Disk.local())) {
            QueueItem first = item(store, 1);
            noted = store.inHand().during(first, () -> {
                for (int time = 0; time < 5_000; time++) {
                    store.inHand().during(item(store, 2), () -> "");
                }
                return noted();
            });
        }
        assertThat(noted.length).isLessThan(70_000);
        assertThat(attemptsAfter(noted)).isEqualTo("1 0");
    }
}
