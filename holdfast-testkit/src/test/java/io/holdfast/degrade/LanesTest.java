package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.degrade.queue.QueueItem;
import io.holdfast.degrade.queue.QueueRecord.Queued;
import io.holdfast.resilience.Backoff;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** DEG-1: whose turn it is, when entries are taken out and come back while others are being applied. */
final class LanesTest {
    private final Lanes lanes = new Lanes(Time.real(), new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)));

    LanesTest() {
        lanes.knows("write");
    }

    private static QueueItem item(int sequence, String handler) {
        var entry = new Queued(new UUID(0, sequence), sequence, Instant.EPOCH, handler, 1, "app", "key", new byte[0]);
        return new QueueItem(entry, 1, 0, QueueItem.State.WAITING, "");
    }

    private Lanes.Turn take() throws InterruptedException {
        return Objects.requireNonNull(lanes.take());
    }

    @Test
    void anEntryThatIsGivenBackWhileItsTurnEndsHasAnotherTurn() throws InterruptedException {
        QueueItem item = item(1, "write");
        lanes.add(item);
        Lanes.Turn turn = take();

        lanes.add(item);
        lanes.done(turn);

        assertThat(take().id()).isEqualTo(item.id());
    }

    @Test
    void anEntryThatIsBeingAppliedIsNotTakenOutThoughAnEarlierOneCameBack() throws InterruptedException {
        lanes.add(item(5, "write"));
        Lanes.Turn turn = take();
        lanes.add(item(2, "write"));

        assertThat(lanes.remove(item(5, "write"))).isFalse();
        assertThat(lanes.remove(item(2, "write"))).isTrue();
        lanes.done(turn);

        assertThat(lanes.isEmpty(new Lanes.Key("app", "key"))).isTrue();
    }

    @Test
    void whatIsTakenOutIsNoReasonAnyMoreForOthersToWait() throws InterruptedException {
        lanes.add(item(1, "stranger"));
        lanes.add(item(2, "write"));
        park();
        assertThat(lanes.remove(item(1, "stranger"))).isTrue();

        assertThat(take().id()).isEqualTo(item(2, "write").id());
        assertThat(lanes.strangers()).isEmpty();
    }

    @Test
    void anEntryThatComesBackBeforeAStrangerDoesNotWaitForIt() throws InterruptedException {
        lanes.add(item(3, "stranger"));
        park();
        assertThat(lanes.strangers()).containsEntry("stranger", 1);

        lanes.add(item(2, "write"));

        assertThat(take().id()).isEqualTo(item(2, "write").id());
    }

    @Test
    void aStrangerThatIsTakenOutIsNotToldOfAnyMore() throws InterruptedException {
        lanes.add(item(3, "stranger"));
        park();

        assertThat(lanes.remove(item(3, "stranger"))).isTrue();

        assertThat(lanes.strangers()).isEmpty();
        assertThat(lanes.isEmpty(new Lanes.Key("app", "key"))).isTrue();
    }

    /** A turn of another key is asked for, which comes behind the stranger. */
    private void park() throws InterruptedException {
        var other = new Queued(new UUID(0, 99), 99, Instant.EPOCH, "write", 1, "app", "other", new byte[0]);
        lanes.add(new QueueItem(other, 1, 0, QueueItem.State.WAITING, ""));
        lanes.done(take());
    }
}
