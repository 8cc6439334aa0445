package io.holdfast.benchmarks.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.holdfast.benchmarks.measure.Figure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("BEN-1: the figures of all turns, and their goals")
class ScoresTest {

    private static Turn turn(double commits, long busy, double... millis) {
        List<Double> times = Arrays.stream(millis).boxed().toList();
        return new Turn(commits, 900, busy, 1_000, 80, times, List.of());
    }

    private static Scores scores(double immediate, double oneWriter, double ours) {
        var scores = new Scores(Synchronous.FULL);
        scores.add(Peers.DEFERRED, turn(10, 990, 1));
        scores.add(Peers.IMMEDIATE, turn(immediate, 0, 1));
        scores.add(Peers.ONE_WRITER, turn(oneWriter, 0, 1));
        scores.add(Ours.NAME, turn(ours, 0, 1));
        scores.add(Ours.IN_ANY_THREAD, turn(2 * ours, 0, 1));
        return scores;
    }

    private static Figure figure(Scores scores, String id) {
        return scores.figures().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void bothGoalsOfTheCommitsAreToBeMet() {
        assertThat(figure(scores(100, 500, 600), "sqlite.full-commits").met()).isTrue();
        assertThat(figure(scores(101, 500, 600), "sqlite.full-commits").met()).isFalse();
        assertThat(figure(scores(100, 501, 600), "sqlite.full-commits").met()).isFalse();
        assertThat(figure(scores(100, 500, 600), "sqlite.full-commits").goal())
                .isEqualTo("6 × HikariCP immediate, 1.2 × one plain writer");
        assertThat(figure(scores(101, 500, 600), "sqlite.full-commits-any-thread")
                        .met())
                .isTrue();
        assertThat(figure(scores(101, 500, 600), "sqlite.full-commits-any-thread")
                        .peers())
                .doesNotContainKey(Ours.NAME);
    }

    @Test
    void oneBusyCallIsTooMuchForUsAndOthersAreCounted() {
        Scores scores = scores(100, 500, 600);
        scores.add(Peers.DEFERRED, turn(10, 10, 1));
        assertThat(figure(scores, "sqlite.full-busy").met()).isTrue();
        assertThat(figure(scores, "sqlite.full-busy").peers())
                .containsExactly(
                        entry(Peers.DEFERRED, 1_000.0), entry(Peers.IMMEDIATE, 0.0), entry(Peers.ONE_WRITER, 0.0));
        assertThat(scores.busyShares()).containsExactly(entry(Peers.DEFERRED, "50.0 %"));

        scores.add(Ours.NAME, turn(600, 1, 1));
        assertThat(figure(scores, "sqlite.full-busy").met()).isFalse();
    }

    @Test
    void longWritesStandBesideTheDiskAlone() {
        Scores scores = scores(100, 500, 600);
        scores.add(Ours.NAME, turn(600, 0, 3, 7));
        scores.add(Ours.NAME, turn(600, 0, 5));
        scores.addDisk(List.of(2.0, 4.0));
        Figure latest = figure(scores, "sqlite.full-write-p99.9");
        Figure longest = figure(scores, "sqlite.full-write-longest");
        assertThat(latest.holdfast()).isEqualTo(5);
        assertThat(latest.peers()).contains(entry(Scores.DISK, 4.0));
        assertThat(longest.holdfast()).isEqualTo(7);
        assertThat(longest.peers()).contains(entry(Scores.DISK, 4.0));
    }
}
