package io.holdfast.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.audit.Finding.Kind;
import io.holdfast.event.Checkpoint;
import io.holdfast.event.Reading;
import io.holdfast.event.RecordLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * AUD-3: in a chain of 10,000 records every single change, removal, insertion and exchange is named, and every cut up to
 * the last checkpoint that is kept outside. Records are tried one after the other, or, where the repetition number is a
 * seed, places are drawn.
 */
class ChainPropertiesTest {
    private static final int LENGTH = 10_000;

    /** Every 13th record is tried; with {@code -Dholdfast.audit.step=1} each one is, in about a minute. */
    private static final int STEP = Integer.getInteger("holdfast.audit.step", 13);

    private static final List<RecordLine.Chained> SOUND = Chain.of(LENGTH);
    private static final Checkpoint OUTSIDE = Chain.checkpoint(SOUND.get(LENGTH - 1));

    @Test
    void aSoundChainHolds() {
        AuditReport report = Chain.walk(SOUND, OUTSIDE);

        assertThat(report.findings()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(report.records()).isEqualTo(LENGTH);
        assertThat(report.last()).isEqualTo(LENGTH);
        assertThat(report.hash()).isEqualTo(OUTSIDE.hash());
        assertThat(report.checkpoints()).isEqualTo(1);
    }

    @Test
    void everyChangedRecordIsNamed() {
        everyOneIsNamed(Kind.CHANGED, Chain::changed);
    }

    @Test
    void everyRecordThatWasChangedTogetherWithItsHashIsNamed() {
        everyOneIsNamed(Kind.CHANGED, Chain::replaced);
    }

    @Test
    void everyChangedHashIsNamed() {
        everyOneIsNamed(Kind.CHANGED, Chain::withAnotherHash);
    }

    @Test
    void everyLineThatIsNoRecordAnyMoreIsNamed() {
        everyOneIsNamed(Kind.CHANGED, line -> new RecordLine.Broken(line.place(), Reading.Damage.Kind.ALTERED));
    }

    private static void everyOneIsNamed(Kind kind, Function<RecordLine.Chained, RecordLine> change) {
        List<RecordLine> lines = new ArrayList<>(SOUND);
        for (int at = 0; at < LENGTH; at += STEP) {
            RecordLine.Chained before = SOUND.get(at);
            lines.set(at, change.apply(before));

            assertNamed(Chain.walk(lines, OUTSIDE), kind, before.place(), at + 1);
            lines.set(at, before);
        }
    }

    private static void assertNamed(AuditReport report, Kind kind, RecordLine.Place place, long sequence) {
        assertThat(report.findings())
                .as("sequence %d", sequence)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(kind);
                    assertThat(finding.file()).isEqualTo(place.file().toString());
                    assertThat(finding.line()).isEqualTo(place.line());
                    assertThat(finding.sequence()).isEqualTo(sequence);
                });
    }

    @Test
    void everyRemovedRecordIsNamed() {
        for (int removed = 0; removed < LENGTH - 1; removed += STEP) {
            List<RecordLine> lines = new ArrayList<>(SOUND);
            lines.remove(removed);

            assertNamed(
                    Chain.walk(lines, OUTSIDE),
                    Kind.REMOVED,
                    SOUND.get(removed + 1).place(),
                    removed + 1);
        }
    }

    @Test
    void everyExchangeOfNeighboursIsNamed() {
        List<RecordLine> lines = new ArrayList<>(SOUND);
        for (int at = 0; at < LENGTH - 2; at += STEP) {
            Collections.swap(lines, at, at + 1);

            assertThat(Chain.walk(lines, OUTSIDE).findings())
                    .as("sequence %d", at + 1)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.MOVED))
                    .extracting(Finding::sequence)
                    .isIn(at + 1L, at + 2L);
            Collections.swap(lines, at, at + 1);
        }
        Collections.swap(lines, LENGTH - 2, LENGTH - 1);
        assertThat(Chain.walk(lines).findings()).extracting(Finding::sequence).contains((long) LENGTH);
    }

    @Test
    void everyCutIsNamedUpToTheCheckpointOutside() {
        for (int left = 0; left < LENGTH; left += STEP) {
            List<Finding> findings = Chain.walk(SOUND.subList(0, left), OUTSIDE).findings();

            assertThat(findings).singleElement().extracting(Finding::kind).isEqualTo(Kind.CUT);
            assertThat(findings.get(0).sequence()).isEqualTo(left + 1);
        }
    }

    @Test
    void everyInsertedRecordIsNamed() {
        everyInsertionIsNamed(Chain::behind);
    }

    @Test
    void everyRecordThatIsThereTwiceIsNamed() {
        everyInsertionIsNamed(line -> line);
    }

    @Test
    void everyInsertedRecordWithALaterNumberIsNamed() {
        everyInsertionIsNamed(line -> Chain.renumbered(line, line.sequence() + LENGTH));
    }

    private static void everyInsertionIsNamed(UnaryOperator<RecordLine.Chained> made) {
        for (int at = 0; at < LENGTH - 1; at += STEP) {
            RecordLine.Chained inserted = made.apply(SOUND.get(at));
            List<RecordLine> lines = new ArrayList<>(SOUND);
            lines.add(at + 1, inserted);

            assertThat(Chain.walk(lines, OUTSIDE).findings())
                    .as("behind sequence %d", at + 1)
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.kind()).isEqualTo(Kind.INSERTED);
                        assertThat(finding.sequence()).isEqualTo(inserted.sequence());
                        assertThat(finding.line()).isEqualTo(inserted.place().line());
                    });
        }
    }

    @RepeatedTest(300)
    void aRecordThatWasMovedOrExchangedWithAFarOneIsNamed(RepetitionInfo run) {
        var random = new SplittableRandom(run.getCurrentRepetition());
        List<RecordLine.Chained> lines = new ArrayList<>(SOUND);
        int from = random.nextInt(LENGTH - 2);
        int to = random.nextInt(LENGTH - 2);
        if (random.nextBoolean()) {
            lines.add(to, lines.remove(from));
        } else {
            Collections.swap(lines, from, to);
        }

        List<Finding> findings = Chain.walk(lines, OUTSIDE).findings();

        if (from == to) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(findings).hasSizeBetween(1, 2).extracting(Finding::kind).containsOnly(Kind.MOVED);
        }
    }

    /** Only the checkpoint outside shows it: whoever writes the folder can calculate hashes, too. */
    @RepeatedTest(50)
    void aChainThatWasWrittenAnewFromSomePlaceOnIsNamed(RepetitionInfo run) {
        var random = new SplittableRandom(run.getCurrentRepetition());
        int from = random.nextInt(LENGTH - 1);
        List<RecordLine.Chained> lines = new ArrayList<>(SOUND.subList(0, from));
        lines.add(Chain.replaced(SOUND.get(from)));
        for (int at = from + 1; at < LENGTH; at++) {
            RecordLine.Chained forged = Chain.behind(lines.get(at - 1));
            lines.add(Chain.line(
                    Chain.place(at + 1), forged.record().link(), forged.record().entry()));
        }

        assertThat(Chain.walk(lines).findings()).isEmpty();
        assertThat(Chain.walk(lines, OUTSIDE).findings())
                .singleElement()
                .extracting(Finding::kind, Finding::sequence)
                .containsExactly(Kind.CHANGED, (long) LENGTH);
    }
}
