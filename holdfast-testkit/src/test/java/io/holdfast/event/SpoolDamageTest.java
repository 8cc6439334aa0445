package io.holdfast.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.disk.Disk;
import io.holdfast.disk.DiskFile;
import io.holdfast.testkit.PowerCutDisk;
import io.holdfast.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Power cuts, torn ends and changed bytes. AUD-2. The repetition number is the seed. */
class SpoolDamageTest {
    private static final Path FOLDER = Path.of("/state/actions");

    private final SettableClock clock = SettableClock.atNoon();

    @RepeatedTest(150)
    void aPowerCutLosesNothingAcknowledgedAndNothingHalfIsRead(RepetitionInfo run) {
        var random = new SplittableRandom(run.getCurrentRepetition());
        var disk = new PowerCutDisk(run.getCurrentRepetition());
        Set<String> tried = new HashSet<>();
        Set<String> acknowledged = new HashSet<>();
        for (int life = 0; life < 4; life++) {
            disk.cutAfter(random.nextInt(40));
            try {
                List<Recorder> processes = List.of(open(disk, random), open(disk, random));
                for (int each = 0; each < 20; each++) {
                    String text = life + "." + each + "x".repeat(random.nextInt(8) == 0 ? 1_200 : 20);
                    tried.add(text);
                    processes.get(random.nextInt(2)).record("act", text, "app", Map.of("n", "ä\n\""));
                    acknowledged.add(text);
                }
            } catch (PowerCutDisk.PowerCut cut) {
                disk.cut();
            }
            Reading reading = open(disk, random).read();
            assertThat(reading.entries())
                    .extracting(Entry::actor)
                    .containsAll(acknowledged)
                    .isSubsetOf(tried);
            assertThat(reading.entries()).extracting(Entry::actor).doesNotHaveDuplicates();
            assertThat(reading.damages()).extracting(Reading.Damage::kind).doesNotContain(Reading.Damage.Kind.ALTERED);
        }
    }

    @RepeatedTest(200)
    void aChangedByteIsReportedAndTheOtherEntriesAreRead(RepetitionInfo run) throws IOException {
        var random = new SplittableRandom(run.getCurrentRepetition());
        var disk = new PowerCutDisk(1);
        try (Recorder recorder = open(disk, random)) {
            for (int each = 0; each < 10; each++) {
                recorder.record("act", "actor-" + each, "app", Map.of("n", "ä\n\""));
            }
            Path file = disk.list(FOLDER).get(0);
            disk.flip(file, random.nextInt(disk.read(file).length));

            Reading reading = recorder.read();

            assertThat(reading.damages()).isNotEmpty();
            assertThat(reading.entries()).hasSizeBetween(8, 9);
            assertThat(reading.damages().get(0).sentence()).contains(file.toString());
        }
    }

    @Test
    void everyTornEndIsFoundAndTheNextEntryStandsClearOfIt() throws IOException {
        byte[] line = EntryLine.encode(record());
        for (int length = 1; length < line.length - 1; length++) {
            var disk = new PowerCutDisk(1);
            var random = new Random(length);
            open(disk, random).record("act", "before", "app", Map.of());
            byte[] torn = Arrays.copyOf(line, length);
            try (DiskFile file = disk.open(disk.list(FOLDER).get(0))) {
                file.append(torn);
            }

            clock.advance(Duration.ofMillis(1));
            Recorder recorder = open(disk, random);
            recorder.record("act", "after", "app", Map.of());

            assertThat(recorder.read().entries()).extracting(Entry::actor).containsExactly("before", "after");
            assertThat(recorder.read().damages())
                    .singleElement()
                    .extracting(Reading.Damage::kind)
                    .isEqualTo(Reading.Damage.Kind.UNFINISHED);
        }
    }

    @Test
    void anEntryIsOneLineOfPlainJson() {
        String line = new String(EntryLine.encode(record()), UTF_8);

        assertThat(line).endsWith("\"}\n").contains("\"at\":\"2026-01-01T12:00:00Z\"");
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(EntryLine.decode(line.strip().getBytes(UTF_8))).hasValueSatisfying(read -> {
            assertThat(read.entry()).isEqualTo(record().entry());
            assertThat(read.link()).isEqualTo(record().link());
            assertThat(read.hash()).isEqualTo(record().hash());
        });
    }

    @Test
    void afterAFailedWriteTheNextEntryGoesToANewFile() throws IOException {
        var disk = new FailingOnce(new PowerCutDisk(1));
        try (Recorder recorder = open(disk, new Random(1))) {
            recorder.record("act", "first", "app", Map.of());
            disk.failNextForce = true;
            assertThat(catchThrowable(() -> recorder.record("act", "second", "app", Map.of())))
                    .hasMessageContaining("broken disk");
            recorder.record("act", "third", "app", Map.of());

            assertThat(new RecordFiles(disk, FOLDER).chained()).hasSize(2);
            assertThat(recorder.read().entries()).extracting(Entry::actor).contains("first", "third");
        }
    }

    @Test
    void idsGrowWhateverTheClockDoes() {
        var ids = new TimeOrderedIds(clock, new Random(1));
        List<String> made = new ArrayList<>();
        for (int each = 0; each < 10_000; each++) {
            if (each % 1_000 == 0) {
                clock.set(clock.instant().plusMillis(each % 2_000 == 0 ? 5 : -50));
            }
            made.add(ids.next().toString());
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made.get(0)).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    private ChainedEntry record() {
        var id = new TimeOrderedIds(clock, new Random(1)).next();
        var entry = new Entry(
                id, id, clock.instant(), Entry.Stage.BEGUN, "act", "ada", "app", "", Map.of("size", "1 ä \"q\" \n"));
        return new ChainedEntry(new ChainLink(2, "ab".repeat(32), 0), entry);
    }

    private Recorder open(Disk disk, RandomGenerator random) {
        return Recorder.open(disk, FOLDER, clock, random, new Events());
    }
}
