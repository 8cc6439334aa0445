package io.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.disk.Disk;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.Canaries;
import io.holdfast.testkit.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AUD-1, AUD-2 (first parts), ERR-4. */
class RecorderTest {
    @TempDir
    Path temp;

    private final SettableClock clock = SettableClock.atNoon();
    private final Events events = new Events();
    private final List<Event> published = new ArrayList<>();
    private Path folder = Path.of("");

    @BeforeEach
    void listen() {
        folder = temp.resolve("state/actions");
        events.listen(published::add);
    }

    @Test
    void theIntentIsOnRecordBeforeTheActionAndTheOutcomeAfterIt() {
        try (Recorder recorder = open(1)) {
            Recording recording = recorder.record("transfer", "ada", "app", Map.of("from", "chinook.db"));

            assertThat(recorder.read().unfinished()).singleElement().satisfies(entry -> {
                assertThat(entry.name()).isEqualTo("transfer");
                assertThat(entry.actor()).isEqualTo("ada");
                assertThat(entry.database()).isEqualTo("app");
                assertThat(entry.details()).isEqualTo(Map.of("from", "chinook.db"));
                assertThat(entry.at()).isEqualTo(clock.instant());
            });

            clock.advance(Duration.ofSeconds(3));
            recording.done();

            assertThat(recorder.read().unfinished()).isEmpty();
            assertThat(recorder.read().entries())
                    .extracting(Entry::stage)
                    .containsExactly(Entry.Stage.BEGUN, Entry.Stage.DONE);
            assertThat(recorder.read().entries()).extracting(Entry::action).containsOnly(recording.id());
        }
    }

    @Test
    void aFailureIsRecordedWithItsSentenceAndOnlyTheFirstOutcomeCounts() {
        try (Recorder recorder = open(1)) {
            Recording recording = recorder.record("transfer", "ada", "app", Map.of());
            recording.failed(Failure.of(ErrorKind.CONNECTION, "nobody is there").exception());
            recording.done();

            assertThat(recorder.read().entries()).hasSize(2).last().satisfies(entry -> {
                assertThat(entry.stage()).isEqualTo(Entry.Stage.FAILED);
                assertThat(entry.sentence()).isEqualTo("nobody is there");
            });
        }
    }

    @Test
    void listenersHearOfEveryActionAfterItIsOnRecord() {
        try (Recorder recorder = open(1)) {
            events.listen(event -> assertThat(recorder.read().entries())
                    .extracting(Entry::stage)
                    .contains(event instanceof Event.ActionBegun ? Entry.Stage.BEGUN : Entry.Stage.DONE));
            recorder.record("transfer", "ada", "app", Map.of()).done();
        }

        assertThat(published)
                .extracting(event -> (Object) event.getClass())
                .containsExactly(Event.ActionBegun.class, Event.ActionFinished.class);
        assertThat(published).extracting(Event::database).containsOnly("app");
    }

    @Test
    void noSecretReachesTheDisk() throws Exception {
        try (Recorder recorder = open(1)) {
            Map<String, String> details = Map.of(
                    "to",
                    "postgresql://u:" + Canaries.inUrl(Canaries.PASSWORD) + "@db/app",
                    "password",
                    Canaries.PLAIN_PASSWORD);
            Recording recording = recorder.record("transfer", "ada", "app", details);
            recording.failed(new IllegalStateException("Authorization: Bearer " + Canaries.TOKEN));

            Canaries.assertAbsentFrom(recorder.read().toString());
        }
        for (Path file : Disk.local().list(folder)) {
            Canaries.assertAbsentFrom(Files.readString(file));
        }
    }

    @Test
    void theValueOfASecretKeyIsTakenOutWhole() {
        try (Recorder recorder = open(1)) {
            Map<String, String> details = Map.of(
                    "password", "\"two words\"\nand a line", "token", "a://b:c@" + Canaries.TOKEN, "note", "see \"x\"");
            recorder.record("transfer", "ada", "app", details).done();

            assertThat(recorder.read().entries())
                    .extracting(Entry::details)
                    .containsOnly(Map.of("password", "••••", "token", "••••", "note", "see \"x\""));
        }
    }

    @Test
    void whatConfigurationWasAndWillBeIsOnRecordWithoutItsSecrets() {
        try (Recorder recorder = open(1)) {
            Map<String, String> details = Map.of(
                    "before.databases.app.pool.size", "5",
                    "after.databases.app.pool.size", "10",
                    "before.databases.app.password", Canaries.PLAIN_PASSWORD,
                    "after.databases.app.password", "another one");
            recorder.record("change-configuration", "ada", "app", details).done();

            assertThat(recorder.read().entries())
                    .extracting(Entry::details)
                    .containsOnly(Map.of(
                            "before.databases.app.pool.size", "5",
                            "after.databases.app.pool.size", "10",
                            "before.databases.app.password", "••••",
                            "after.databases.app.password", "••••"));
        }
    }

    @Test
    void processesShareAFolderAndSeeEachOthersEntries() {
        try (Recorder one = open(1);
                Recorder two = open(2)) {
            one.record("first", "ada", "app", Map.of()).done();
            clock.advance(Duration.ofMillis(1));
            two.record("second", "bob", "app", Map.of()).done();
            clock.advance(Duration.ofMillis(1));
            one.record("third", "ada", "app", Map.of()).done();

            assertThat(two.read().entries())
                    .extracting(Entry::name)
                    .containsExactly("first", "first", "second", "second", "third", "third");
            assertThat(one.read()).isEqualTo(two.read());
        }
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        try (Recorder recorder = open(1)) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            for (int each = 0; each < 200; each++) {
                String name = "action-" + each;
                threads.execute(() -> recorder.record(name, "ada", "", Map.of()).done());
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

            assertThat(recorder.read().entries()).hasSize(400);
            assertThat(recorder.read().unfinished()).isEmpty();
            assertThat(recorder.read().damages()).isEmpty();
        }
    }

    @Test
    void anInterruptedThreadStillRecordsTheOutcome() {
        try (Recorder recorder = open(1)) {
            Recording recording = recorder.record("transfer", "ada", "app", Map.of());
            Thread.currentThread().interrupt();
            recording.failed(new InterruptedException("stopped"));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(recorder.read().unfinished()).isEmpty();
        }
    }

    @Nested
    class WhenTheFolderCannotBeUsed {

        @Test
        void openingSaysWhatIsWrongAndWhatToDo() throws Exception {
            Files.writeString(temp.resolve("state"), "a file where the folder should be");

            assertThatThrownBy(() -> open(1)).isInstanceOfSatisfying(HoldfastException.class, failure -> {
                assertThat(failure.failure().sentence()).contains("record of administrative actions");
                assertThat(failure.failure().hint()).contains("folder");
            });
        }

        @Test
        void theActionIsRefusedAndNobodyIsToldThatItBegan() throws Exception {
            try (Recorder recorder = open(1)) {
                Files.delete(folder);

                assertThatThrownBy(() -> recorder.record("transfer", "ada", "app", Map.of()))
                        .isInstanceOf(HoldfastException.class)
                        .hasMessageContaining("nothing was done");
            }
            assertThat(published).isEmpty();
        }
    }

    private Recorder open(long seed) {
        return Recorder.open(Disk.local(), folder, clock, new Random(seed), events);
    }
}
