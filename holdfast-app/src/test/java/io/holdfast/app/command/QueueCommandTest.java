package io.holdfast.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.app.output.ExitCode;
import io.holdfast.degrade.queue.QueueLimits;
import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.degrade.queue.QueueStore;
import io.holdfast.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-2, CLI-1, CLI-2: the queue from the command line. */
final class QueueCommandTest {
    private static final UUID WAITING = UUID.fromString("01a229ee-20f0-7000-91d3-bd7f5f276bcb");
    private static final UUID ASIDE = UUID.fromString("01a229ee-20f0-7001-91d3-bd7f5f276bcb");

    private final Path folder;
    private final Path queue;
    private final Shell shell;

    QueueCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.queue = folder.resolve(".holdfast/queue");
        this.shell = new Shell(folder).with("USER", "ada");
    }

    @BeforeEach
    void declare() throws IOException {
        Files.writeString(folder.resolve("holdfast.yaml"), "databases:\n  app:\n    url: sqlite:app.db\n");
    }

    private QueueStore open() {
        return QueueStore.open(Disk.local(), queue, QueueLimits.of(10, 1_000), step -> {});
    }

    private void fill() {
        try (QueueStore store = open()) {
            store.add(entry(WAITING));
            store.add(entry(ASIDE));
            store.setAside(ASIDE, Instant.EPOCH, "it broke");
        }
    }

    private static Queued entry(UUID id) {
        byte[] payload = "tell nobody".getBytes(StandardCharsets.UTF_8);
        return new Queued(id, 0, Instant.parse("2026-01-01T00:00:00Z"), "order", 1, "app", "customer-7", payload);
    }

    @Test
    void withoutAQueueItSaysThatNothingWaits() {
        Shell.Result status = shell.run("queue", "status");

        assertThat(status.out()).isEqualTo("waiting: 0\nset aside: 0\nbytes: 0\n");
        assertThat(status.code()).isEqualTo(ExitCode.DONE);
        assertThat(shell.run("queue", "drain").out()).isEqualTo("nothing waits any more; set aside: 0\n");
    }

    @Test
    void itShowsWhatWaitsAndWhatWasSetAsideWithoutPayloads() {
        fill();

        Shell.Result status = shell.run("queue", "status");
        assertThat(status.code()).isEqualTo(ExitCode.FINDING);
        assertThat(status.out()).contains("waiting: 1; the oldest for", "set aside: 1", "bytes: 22", "app/order: 2");
        Shell.Result shown = shell.run("queue", "show");
        assertThat(shown.out()).contains(WAITING.toString(), "customer-7", "set-aside", "it broke");
        assertThat(shown.out()).doesNotContain("dGVsbCBub2JvZHk=");
        assertThat(shell.run("queue", "show", WAITING.toString(), "--payload").out())
                .contains("payload: dGVsbCBub2JvZHk=");
        assertThat(shell.run("queue", "show", new UUID(0, 1).toString()).err()).contains("it may be applied");
    }

    @Test
    void itRetriesAndDropsWhereNobodyHoldsTheQueueAndPutsThatOnRecord() {
        fill();

        assertThat(shell.run("queue", "retry", "--all").out()).isEqualTo("retried: " + ASIDE + "\n");
        assertThat(shell.run("queue", "status").out()).contains("waiting: 2", "set aside: 0");
        assertThat(shell.run("queue", "drop", WAITING.toString()).out()).isEqualTo("dropped: " + WAITING + "\n");
        Shell.Result again = shell.run("queue", "drop", WAITING.toString());
        assertThat(again.out()).contains("there is no such entry in the queue");
        assertThat(again.code()).isEqualTo(ExitCode.FAILED);
        assertThat(shell.run("audit", "search").out()).contains("queue-retry", "queue-drop", "ada");
    }

    @Test
    void withoutAnApplicationNothingCanBeDrained() {
        fill();

        Shell.Result drain = shell.run("queue", "drain", "--timeout", "1");

        assertThat(drain.code()).isEqualTo(ExitCode.USAGE);
        assertThat(drain.err())
                .contains("no application has the queue")
                .contains("hint: start the application, and keep it running until the queue is empty");
    }

    @Test
    void damageIsToldWithFileAndPlace() throws IOException {
        fill();
        Path file = queue.resolve("queue-000000001.jsonl");
        byte[] bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);

        Shell.Result status = shell.run("queue", "status");

        assertThat(status.code()).isEqualTo(ExitCode.FINDING);
        assertThat(status.out()).contains("damage: " + file + " is damaged at byte 0");
    }

    @Test
    void aFolderThatCannotBeReadIsToldInOneSentence() throws IOException {
        Files.createDirectories(queue.resolve("queue-000000001.jsonl"));

        Shell.Result status = shell.run("queue", "status");

        assertThat(status.code()).isEqualTo(ExitCode.BUSY);
        assertThat(status.err()).contains("cannot be read").contains("hint: ");
    }
}
