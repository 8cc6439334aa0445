package io.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.audit.AuditReport;
import io.holdfast.audit.AuditTrail;
import io.holdfast.audit.Finding;
import io.holdfast.audit.PruneStep;
import io.holdfast.disk.Disk;
import io.holdfast.error.HoldfastException;
import io.holdfast.testkit.PowerCutDisk;
import io.holdfast.testkit.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** AUD-3: old files go, and the chain of the others holds. The repetition number is the seed. */
class PruningTest {
    private static final Path FOLDER = Path.of("/state/record");
    private static final int RECORDS = 6;

    private final SettableClock clock = SettableClock.atNoon();
    private final Instant start = clock.instant();
    private final PowerCutDisk disk = new PowerCutDisk(1);

    @Test
    void whatIsOlderGoesAndTheChainHolds() {
        fill(disk);
        Checkpoint early = checkpoint(disk);

        List<Path> removed = prune(disk, start.plus(Duration.ofDays(3)));

        assertThat(removed).hasSize(3);
        AuditReport report = verify(disk, early);
        assertThat(report.findings()).isEmpty();
        assertThat(report.first()).isEqualTo(4);
        assertThat(report.notes())
                .anySatisfy(note -> assertThat(note).contains("sequence 1 to 3 was pruned", "by ada"));

        assertThat(prune(disk, start.plus(Duration.ofDays(5)))).hasSize(2);
        assertThat(verify(disk, early).findings()).isEmpty();
        assertThat(prune(disk, start.plus(Duration.ofDays(5)))).isEmpty();
    }

    @Test
    void theNewestFileStaysHoweverOldItIs() {
        fill(disk);

        prune(disk, start.plus(Duration.ofDays(100)));

        assertThat(verify(disk).findings()).isEmpty();
        assertThat(verify(disk).first()).isEqualTo(RECORDS);
    }

    @Test
    void moreThanWhatWasPrunedIsStillNamed() throws IOException {
        fill(disk);
        prune(disk, start.plus(Duration.ofDays(3)));
        disk.delete(new RecordFiles(disk, FOLDER).chained().get(0));

        assertThat(verify(disk).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.REMOVED));
    }

    @Test
    void nothingGoesFromARecordThatIsNotAsItWasWritten() throws IOException {
        fill(disk);
        disk.flip(new RecordFiles(disk, FOLDER).chained().get(1), 40);

        assertThatThrownBy(() -> prune(disk, start.plus(Duration.ofDays(3))))
                .isInstanceOfSatisfying(HoldfastException.class, failure -> {
                    assertThat(failure.failure().sentence()).contains("nothing was removed", "sequence 2");
                    assertThat(failure.failure().hint()).contains("holdfast audit verify");
                });
        assertThat(new RecordFiles(disk, FOLDER).chained()).hasSize(RECORDS);

        try (Recorder recorder = open(disk)) {
            new AuditTrail(disk, FOLDER).prune(start.plus(Duration.ofDays(3)), recorder, "ada", true, step -> {});
            assertThat(recorder.read().entries())
                    .last()
                    .satisfies(entry -> assertThat(entry.details())
                            .containsEntry("damages", "1")
                            .hasEntrySatisfying(
                                    "first-damage", found -> assertThat(found).contains("sequence 2, changed")));
        }
        assertThat(verify(disk).findings()).isEmpty();
        assertThat(verify(disk).first()).isEqualTo(4);
    }

    @RepeatedTest(40)
    void aPowerCutAtAnyMomentLeavesAChainThatHoldsAndAPruningThatCanGoOn(RepetitionInfo run) {
        var cutting = new PowerCutDisk(run.getCurrentRepetition());
        fill(cutting);
        cutting.cutAfter(run.getCurrentRepetition() % 14);
        try {
            prune(cutting, start.plus(Duration.ofDays(4)));
        } catch (PowerCutDisk.PowerCut expected) {
            cutting.cut();
        }

        assertThat(verify(cutting).findings()).isEmpty();
        prune(cutting, start.plus(Duration.ofDays(4)));
        assertThat(verify(cutting).findings()).isEmpty();
        assertThat(verify(cutting).first()).isEqualTo(5);
    }

    @Test
    void everyStepIsToldInItsOrder() {
        fill(disk);
        List<PruneStep> steps = new ArrayList<>();
        try (Recorder recorder = open(disk)) {
            new AuditTrail(disk, FOLDER).prune(start.plus(Duration.ofDays(2)), recorder, "ada", false, steps::add);
        }

        assertThat(steps)
                .containsExactly(
                        PruneStep.PUT_ON_RECORD, PruneStep.FILE_REMOVED, PruneStep.FILE_REMOVED, PruneStep.FILES_GONE);
    }

    /** One record a day, each in a file of its own. */
    private void fill(Disk where) {
        clock.set(start);
        try (Recorder recorder = open(where)) {
            for (int each = 0; each < RECORDS; each++) {
                recorder.record("act", "actor-" + each, "app", Map.of());
                clock.advance(Duration.ofDays(1));
            }
        }
    }

    private Checkpoint checkpoint(Disk where) {
        try (Recorder recorder = open(where)) {
            Optional<Checkpoint> kept = recorder.checkpoint();
            return kept.orElseThrow();
        }
    }

    private List<Path> prune(Disk where, Instant before) {
        try (Recorder recorder = open(where)) {
            return new AuditTrail(where, FOLDER).prune(before, recorder, "ada", false, step -> {});
        }
    }

    private static AuditReport verify(Disk where, Checkpoint... known) {
        return new AuditTrail(where, FOLDER).verify(List.of(known));
    }

    private Recorder open(Disk where) {
        SpoolOptions options = SpoolOptions.USUAL.limitedTo(1, Duration.ofDays(100));
        return Recorder.open(where, FOLDER, clock, new Random(1), new Events(), options);
    }
}
