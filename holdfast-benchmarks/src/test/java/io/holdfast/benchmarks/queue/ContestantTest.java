package io.holdfast.benchmarks.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.benchmarks.measure.Figure;
import io.holdfast.benchmarks.measure.Samples;
import io.holdfast.config.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("BEN-1: everybody's entries are counted where they are kept, and a goal is met only by what was measured")
class ContestantTest {
    @TempDir
    private Path folder;

    @Test
    void whatEachContestantKeepsIsThereWhenItIsReadAgain() throws IOException {
        List<Contestant.Entry> contestants =
                Intake.contestants(Endpoint.at("shop", "sqlite:" + folder.resolve("away.db")));
        assertThat(contestants).hasSize(3);
        for (Contestant.Entry entry : contestants) {
            Path home = Files.createDirectory(folder.resolve(String.valueOf(contestants.indexOf(entry))));
            Contestant contestant = entry.way().open(home);
            try (contestant) {
                contestant.keep(Order.of(1, 1));
                contestant.keep(Order.of(2, 1));
            }
            assertThat(contestant.kept()).as(entry.name()).isEqualTo(2);
        }
    }

    @Test
    void anEntryThatIsMissingEndsTheBench() {
        assertThatThrownBy(() -> Intake.check("somebody", 100, 99))
                .hasMessage("somebody acknowledged 100 entries; 99 are there");
    }

    @Test
    void theGoalsAreTwentyTimesAndOneAndAFifth() {
        assertThat(intake(20_000)).extracting(Figure::met).containsExactly(true);
        assertThat(intake(19_999)).extracting(Figure::met).containsExactly(false);
        assertThat(undisturbed(120)).extracting(Figure::met).containsExactly(true);
        assertThat(undisturbed(121)).extracting(Figure::met).containsExactly(false);
    }

    private static List<Figure> intake(double ours) {
        Samples samples = new Samples();
        samples.add(Ours.NAME, ours);
        samples.add(OneByOne.IN_TURN, 1_000);
        samples.add(OneByOne.AT_ONCE, 3_000);
        return Intake.figures(samples);
    }

    private static List<Figure> undisturbed(double away) {
        Samples samples = new Samples();
        samples.add(Undisturbed.UP, 100);
        samples.add(Undisturbed.DOWN, away);
        return Undisturbed.figures(samples);
    }
}
