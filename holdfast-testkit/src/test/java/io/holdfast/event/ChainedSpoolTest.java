package io.holdfast.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.audit.AuditFilter;
import io.holdfast.audit.AuditReport;
import io.holdfast.audit.AuditTrail;
import io.holdfast.audit.Finding;
import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.testkit.PowerCutDisk;
import io.holdfast.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** AUD-2, AUD-3: the chain across files, processes, power cuts and failed writes. The repetition number is the seed. */
class ChainedSpoolTest {
    private static final Path FOLDER = Path.of("/state/record");

    private final SettableClock clock = SettableClock.atNoon();

    @RepeatedTest(200)
    void aPowerCutIsNoDamageAndLosesNothingAcknowledged(RepetitionInfo run) {
        var random = new SplittableRandom(run.getCurrentRepetition());
        var disk = new PowerCutDisk(run.getCurrentRepetition());
        Set<String> acknowledged = new HashSet<>();
        List<Checkpoint> outside = new ArrayList<>();
        for (int life = 0; life < 5; life++) {
            disk.cutAfter(random.nextInt(60));
            try {
                List<Recorder> processes = List.of(open(disk, random, 1_500), open(disk, random, 1_500));
                for (int each = 0; each < 20; each++) {
                    String text = life + "." + each + "x".repeat(random.nextInt(8) == 0 ? 1_200 : 20);
                    processes.get(random.nextInt(2)).record("act", text, "app", Map.of());
                    acknowledged.add(text);
                    if (random.nextInt(6) == 0) {
                        processes.get(random.nextInt(2)).checkpoint().ifPresent(outside::add);
                    }
                }
            } catch (PowerCutDisk.PowerCut cut) {
                disk.cut();
            }
            AuditReport report = new AuditTrail(disk, FOLDER).verify(outside);

            assertThat(report.findings()).isEmpty();
            assertThat(report.open()).extracting(Entry::actor).containsAll(acknowledged);
        }
    }

    @Test
    void filesAreGivenUpBySizeAndByAgeAndACheckpointIsKeptOfEach() {
        var disk = new PowerCutDisk(1);
        try (Recorder recorder = open(disk, new Random(1), 500)) {
            recorder.record("act", "one", "app", Map.of());
            recorder.record("act", "two", "app", Map.of());
            assertThat(files(disk)).hasSize(1);
            recorder.record("act", "three", "app", Map.of());
            assertThat(files(disk)).hasSize(2);
            clock.advance(Duration.ofDays(10));
            recorder.record("act", "four", "app", Map.of());
            assertThat(files(disk)).hasSize(3);
        }
        assertThat(new RecordFiles(disk, FOLDER).checkpoints())
                .extracting(Checkpoint::sequence)
                .containsExactly(2L, 3L);
        assertThat(verify(disk).checkpoints()).isEqualTo(2);
        assertThat(verify(disk).findings()).isEmpty();
    }

    @Test
    void aRemovedFileIsNamedAndSoIsACutEnd() throws IOException {
        var disk = new PowerCutDisk(1);
        fill(disk, 10);
        List<Path> files = files(disk);
        disk.delete(files.get(3));
        assertThat(verify(disk).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.REMOVED))
                .extracting(Finding::sequence, Finding::line)
                .containsExactly(4L, 1);

        disk = new PowerCutDisk(1);
        fill(disk, 10);
        disk.delete(files.get(9));
        disk.delete(files.get(8));
        assertThat(verify(disk).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.CUT))
                .extracting(Finding::sequence)
                .isEqualTo(9L);
    }

    @Test
    void aFirstFileThatIsGoneWithoutAPruningIsNamed() throws IOException {
        var disk = new PowerCutDisk(1);
        fill(disk, 3);
        disk.delete(files(disk).get(0));

        assertThat(verify(disk).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.REMOVED))
                .extracting(Finding::sequence)
                .isEqualTo(1L);
    }

    @Test
    void aTornEndIsToldAndIsNoDamageAlsoWhenTheChainGoesOn() throws IOException {
        var disk = new PowerCutDisk(1);
        record(disk, "one");
        append(disk, "{\"id\":\"0199");
        AuditReport torn = verify(disk);
        assertThat(torn.findings()).isEmpty();
        assertThat(torn.notes()).singleElement().asString().contains("line 2", "torn end", "power cut");

        record(disk, "two");
        record(disk, "three");
        assertThat(files(disk)).hasSize(2);
        assertThat(verify(disk).findings()).isEmpty();
        assertThat(verify(disk).last()).isEqualTo(3);

        append(disk, files(disk).get(0), " and more");
        assertThat(verify(disk).findings())
                .singleElement()
                .extracting(Finding::kind)
                .isEqualTo(Finding.Kind.INSERTED);
    }

    @Test
    void everyByteOfEveryLineIsWatched() throws IOException {
        for (int at = 0; ; at++) {
            var disk = new PowerCutDisk(1);
            try (Recorder recorder = open(disk, new Random(1), 1_000_000)) {
                recorder.record("act", "one", "app", Map.of("n", "ä")).done();
            }
            Path file = files(disk).get(0);
            if (at == disk.size(file)) {
                break;
            }
            disk.flip(file, at);
            assertThat(verify(disk).findings()).as("byte %d", at).isNotEmpty();
        }
    }

    @Test
    void anEntryWhoseWritingFailedCountsForNothingOnceAnotherIsInItsPlace() throws IOException {
        var memory = new PowerCutDisk(1);
        var disk = new FailingOnce(memory);
        try (Recorder recorder = open(disk, new Random(1), 1_000_000)) {
            recorder.record("act", "first", "app", Map.of());
            disk.failNextForce = true;
            assertThat(catchThrowable(() -> recorder.record("act", "second", "app", Map.of())))
                    .hasMessageContaining("broken disk");
            recorder.record("act", "third", "app", Map.of());
        }
        AuditReport report = verify(memory);
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isEqualTo(2);
        assertThat(report.notes()).singleElement().asString().contains("writing had failed");
        List<String> found = new ArrayList<>();
        new AuditTrail(memory, FOLDER).search(AuditFilter.ALL, action -> found.add(action.actor()));
        assertThat(found).contains("first", "third");
    }

    @Test
    void filesFromBeforeTheChainAreReadAndSaidToBeUnprotected() throws IOException {
        var disk = new PowerCutDisk(1);
        disk.makeDirectories(FOLDER);
        var id = new TimeOrderedIds(clock, new Random(7)).next();
        var old = new Entry(id, id, clock.instant(), Entry.Stage.DONE, "act", "old", "app", "", Map.of());
        Path file = FOLDER.resolve("actions-" + id + ".jsonl");
        try (DiskFile written = disk.create(file)) {
            written.append((EntryLine.text(old) + "\n").getBytes(UTF_8));
            written.force();
        }
        record(disk, "new");

        AuditReport report = verify(disk);
        assertThat(report.findings()).isEmpty();
        assertThat(report.beforeTheChain()).isEqualTo(1);
        assertThat(report.records()).isEqualTo(1);
        disk.flip(file, 30);
        assertThat(verify(disk).findings())
                .singleElement()
                .extracting(Finding::file)
                .isEqualTo(file.getFileName().toString());
    }

    private void fill(Disk disk, int records) {
        try (Recorder recorder = open(disk, new Random(1), 1)) {
            for (int each = 0; each < records; each++) {
                recorder.record("act", "actor-" + each, "app", Map.of());
            }
        }
    }

    private void record(Disk disk, String actor) {
        try (Recorder recorder = open(disk, new Random(1), 1_000_000)) {
            recorder.record("act", actor, "app", Map.of());
        }
    }

    private static void append(Disk disk, String text) throws IOException {
        List<Path> files = files(disk);
        append(disk, files.get(files.size() - 1), text);
    }

    private static void append(Disk disk, Path to, String text) throws IOException {
        try (DiskFile file = disk.open(to)) {
            file.append(text.getBytes(UTF_8));
            file.force();
        }
    }

    private static List<Path> files(Disk disk) {
        return new RecordFiles(disk, FOLDER).chained();
    }

    private static AuditReport verify(Disk disk) {
        return new AuditTrail(disk, FOLDER).verify(List.of());
    }

    private Recorder open(Disk disk, RandomGenerator random, long bytes) {
        SpoolOptions options = SpoolOptions.USUAL.limitedTo(bytes, Duration.ofDays(7));
        return Recorder.open(disk, FOLDER, clock, random, new Events(), options);
    }
}
