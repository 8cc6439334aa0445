package io.holdfast.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.app.output.ExitCode;
import io.holdfast.config.ConfigLoader;
import io.holdfast.config.Endpoint;
import io.holdfast.degrade.DeferrableWrite;
import io.holdfast.degrade.DeferredWrite;
import io.holdfast.degrade.QueueEntry;
import io.holdfast.degrade.Receipt;
import io.holdfast.event.Availability;
import io.holdfast.testkit.EmbeddedPostgres;
import io.holdfast.testkit.fault.FaultProxy;
import io.holdfast.transaction.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-2, CLI-1: commands beside an application that has the queue open. */
final class LiveQueueCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Shell shell;
    private final FaultProxy proxy;
    private final Holdfast application;
    private final List<String> applied = new CopyOnWriteArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final DeferrableWrite<String> notes;

    LiveQueueCommandTest(@TempDir Path folder) throws IOException {
        Endpoint server = EmbeddedPostgres.shared().freshDatabase();
        Endpoint.Credentials known = server.credentials().orElseThrow();
        this.folder = folder;
        this.shell = new Shell(folder).with("USER", "ada");
        this.proxy = FaultProxy.to(server);
        Path file = folder.resolve("holdfast.yaml");
        Files.writeString(file, """
                queue:
                  attempts: 1
                databases:
                  app:
                    url: "%s"
                    user: "%s"
                    password: "%s"
                    required: false
                    await: 0s
                    probe:
                      every: 50ms
                """.formatted(
                proxy.endpoint(server).url(), known.user(), known.password().reveal()));
        proxy.refuse();
        this.application = Holdfast.open(ConfigLoader.of(file));
        this.notes = application.operations().deferrable(new Note());
    }

    @AfterEach
    void stop() {
        application.close();
        proxy.close();
    }

    /** Notes what it applies, and fails while something is broken. */
    private final class Note implements DeferredWrite<String> {
        @Override
        public String name() {
            return "note";
        }

        @Override
        public String database() {
            return "app";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public byte[] write(String text) {
            return text.getBytes(UTF_8);
        }

        @Override
        public String read(int version, byte[] bytes) {
            return new String(bytes, UTF_8);
        }

        @Override
        public void apply(Transaction transaction, String text) {
            if (broken.get()) {
                throw new IllegalStateException("something is broken");
            }
            applied.add(text);
        }
    }

    private void giveBack() {
        proxy.forward();
        await().atMost(PATIENCE).until(() -> application.availability() == Availability.READY);
    }

    @Test
    void drainSaysWhyEntriesWaitAndEndsWhenNoneDoes() {
        notes.write("a", "first");
        notes.write("b", "second");

        Shell.Result pending = shell.run("queue", "drain", "--timeout", "1");
        assertThat(pending.code()).as(pending.err()).isEqualTo(ExitCode.PENDING);
        assertThat(pending.out()).contains("still waiting: 2", "  app: ");

        giveBack();
        Shell.Result drained = shell.run("queue", "drain", "--timeout", "30");
        assertThat(drained.code()).as(drained.err()).isEqualTo(ExitCode.DONE);
        assertThat(drained.out()).isEqualTo("nothing waits any more; set aside: 0\n");
        assertThat(applied).containsExactlyInAnyOrder("first", "second");
        assertThat(shell.run("audit", "search").out()).contains("queue-drain", "ada");
    }

    @Test
    void theApplicationTriesAgainAndThrowsAwayWhatItIsAskedTo() {
        broken.set(true);
        Receipt again = notes.write("a", "again");
        Receipt never = notes.write("b", "never");
        giveBack();
        await().atMost(PATIENCE)
                .until(() -> application.operations().queued().stream()
                        .allMatch(entry -> entry.state() == QueueEntry.State.SET_ASIDE));
        await().atMost(PATIENCE).until(() -> shell.run("queue", "status").out().contains("set aside: 2"));
        broken.set(false);

        assertThat(shell.run("queue", "drop", never.id().toString()).out()).isEqualTo("dropped: " + never.id() + "\n");
        assertThat(shell.run("queue", "retry", again.id().toString()).out()).isEqualTo("retried: " + again.id() + "\n");
        assertThat(shell.run("queue", "drain", "--timeout", "30").out())
                .isEqualTo("nothing waits any more; set aside: 0\n");
        assertThat(applied).containsExactly("again");
        Shell.Result gone = shell.run("queue", "drop", never.id().toString());
        assertThat(gone.out()).contains("there is no such entry in the queue");
        assertThat(gone.code()).isEqualTo(ExitCode.FAILED);
        assertThat(folder.resolve(".holdfast/queue/requests")).isEmptyDirectory();
    }
}
