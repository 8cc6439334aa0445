package io.holdfast.benchmarks.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.holdfast.benchmarks.measure.Figure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("BEN-1: the medians of the turns, and their goals")
class ScoresTest {

    private static Scores scores(double apply, double nothing) {
        var scores = new Scores("sqlite");
        add(scores, FlywayPeer.NAME, 500, 60);
        add(scores, Floor.NAME, 100, 10);
        add(scores, LiquibasePeer.NAME, 600, 90);
        add(scores, Ours.NAME, apply, nothing);
        return scores;
    }

    private static void add(Scores scores, String name, double apply, double nothing) {
        scores.add(name, new Scores.Turn(apply, nothing));
        scores.add(name, new Scores.Turn(apply / 2, nothing / 2));
        scores.add(name, new Scores.Turn(apply * 9, nothing * 9));
    }

    private static Figure figure(Scores scores, String id) {
        return scores.figures().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void bothGoalsOfApplyingAreToBeMet() {
        Figure met = figure(scores(160, 10), "migrations.sqlite-apply");
        assertThat(met.met()).isTrue();
        assertThat(met.holdfast()).isEqualTo(160);
        assertThat(met.peers().keySet()).containsExactly(Floor.NAME, FlywayPeer.NAME, LiquibasePeer.NAME);
        assertThat(figure(scores(161, 10), "migrations.sqlite-apply").met()).isFalse();

        Scores fastFlyway = scores(160, 10);
        fastFlyway.add(FlywayPeer.NAME, new Scores.Turn(450, 1));
        assertThat(figure(fastFlyway, "migrations.sqlite-apply").met()).isFalse();
    }

    @Test
    void nothingToDoIsMeasuredAgainstTheFloorAlone() {
        assertThat(figure(scores(160, 20), "migrations.sqlite-nothing").met()).isTrue();
        assertThat(figure(scores(160, 21), "migrations.sqlite-nothing").met()).isFalse();
    }

    @Test
    void theRoundThatDoesNotCountIsInNoFigure() {
        Scores scores = scores(160, 10);
        scores.addFirst(Ours.NAME, new Scores.Turn(5_000.4, 1_000));
        assertThat(scores.first()).containsExactly(entry(Ours.NAME, "5000 and 1000"));
        assertThat(figure(scores, "migrations.sqlite-apply").holdfast()).isEqualTo(160);
    }
}
