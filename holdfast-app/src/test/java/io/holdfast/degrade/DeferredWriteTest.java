package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.degrade.Receipt.State;
import io.holdfast.degrade.Shop.Kind;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.signal.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DEG-1, DEG-2, R2: a write that may be done later is done now, or queued and done once, in the order of its key. */
final class DeferredWriteTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Shop shop;

    DeferredWriteTest(@TempDir Path first) {
        this.shop = Shop.in(first, Kind.SQLITE);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private void use(Kind kind) {
        shop = Shop.in(folder, kind);
    }

    private DeferrableWrite<Line> lines(Holdfast holdfast) {
        return holdfast.operations().deferrable(new LineWrite(1));
    }

    private void awaitDown(Holdfast holdfast) {
        shop.takeAway();
        await().atMost(PATIENCE).until(() -> holdfast.availability() == Availability.DOWN);
    }

    @ParameterizedTest
    @EnumSource
    void whileTheDatabaseIsThereItIsDoneAtOnceUnderItsId(Kind kind) {
        use(kind);
        try (Holdfast holdfast = shop.open()) {
            Receipt receipt = lines(holdfast).write("a", new Line("a", 1));

            assertThat(receipt.state()).isEqualTo(State.APPLIED);
            assertThat(shop.lines("a")).containsExactly("1");
            assertThat(shop.read("select id from holdfast_applied"))
                    .containsExactly(receipt.id().toString());
            assertThat(shop.queue().status().entries()).isEmpty();
        }
    }

    @Test
    void whileItIsAwayWritesAreQueuedAndAppliedInOrderWhenItIsBack() {
        use(Kind.POSTGRESQL);
        try (Holdfast holdfast = shop.open()) {
            DeferrableWrite<Line> lines = lines(holdfast);
            assertThat(lines.write("a", new Line("a", 1)).state()).isEqualTo(State.APPLIED);
            awaitDown(holdfast);

            for (int number = 2; number <= 50; number++) {
                assertThat(lines.write("a", new Line("a", number)).state()).isEqualTo(State.QUEUED);
                assertThat(lines.write("b", new Line("b", number)).state()).isEqualTo(State.QUEUED);
            }
            assertThat(shop.queue().status().waiting()).isEqualTo(98);
            assertThat(shop.lines("a")).containsExactly("1");
            shop.giveBack();

            await().atMost(PATIENCE).until(() -> holdfast.operations().queued().isEmpty());
            assertThat(shop.lines("a").stream().map(Integer::valueOf))
                    .isSorted()
                    .hasSize(50);
            assertThat(shop.lines("b").stream().map(Integer::valueOf))
                    .isSorted()
                    .hasSize(49);
            assertThat(lines.write("a", new Line("a", 51)).state()).isEqualTo(State.APPLIED);
        }
    }

    @Test
    void whatIsQueuedOutlivesARestart() {
        use(Kind.POSTGRESQL);
        shop.takeAway();
        try (Holdfast holdfast = shop.open()) {
            assertThat(lines(holdfast).write("a", new Line("a", 1)).state()).isEqualTo(State.QUEUED);
        }
        shop.giveBack();
        try (Holdfast holdfast = shop.open()) {
            lines(holdfast);
            await().atMost(PATIENCE).until(() -> holdfast.operations().queued().isEmpty());
        }
        assertThat(shop.lines("a")).containsExactly("1");
        assertThat(shop.queue().status().entries()).isEmpty();
    }

    @Test
    void aPoisonedEntryIsSetAsideWithItsErrorAndTheNextOfItsKeyGoesOn() {
        use(Kind.POSTGRESQL);
        shop.with("queue.attempts", "2").takeAway();
        try (Holdfast holdfast = shop.open()) {
            DeferrableWrite<Line> lines = lines(holdfast);
            Receipt poison = lines.write("a", new Line("a", -1));
            lines.write("a", new Line("a", 2));
            shop.giveBack();

            await().atMost(PATIENCE).until(() -> shop.lines("a").equals(List.of("2")));
            await().atMost(PATIENCE).until(() -> shop.queue().status().setAside() == 1);
            QueueEntry left = shop.queue().status().entries().get(0);
            assertThat(left.id()).isEqualTo(poison.id());
            assertThat(left.attempts()).isEqualTo(2);
            assertThat(left.sentence()).contains("this line is poison");
            assertThat(holdfast.signals().read())
                    .filteredOn(signal -> signal.name().equals("queue.set-aside"))
                    .extracting(Signal::level)
                    .containsExactly(Signal.Level.WARNING);

            assertThat(shop.queue().retry(List.of()).done()).containsExactly(poison.id());
            await().atMost(PATIENCE).until(() -> shop.queue().status().setAside() == 1);
            assertThat(shop.queue().drop(List.of(poison.id())).done()).containsExactly(poison.id());
            assertThat(shop.queue().status().entries()).isEmpty();
        }
    }

    @Test
    void anEntryOfALaterReleaseIsSetAsideUntilThatReleaseIsBack() {
        use(Kind.POSTGRESQL);
        shop.takeAway();
        try (Holdfast newer = shop.open()) {
            newer.operations().deferrable(new LineWrite(2)).write("a", new Line("a", 1));
        }
        shop.giveBack();
        try (Holdfast older = shop.open()) {
            lines(older);
            await().atMost(PATIENCE).until(() -> shop.queue().status().setAside() == 1);
        }
        assertThat(shop.queue().status().entries().get(0).sentence()).contains("version 2", "knows up to 1");
        assertThat(shop.queue().retry(List.of()).done()).hasSize(1);
        try (Holdfast newer = shop.open()) {
            newer.operations().deferrable(new LineWrite(2));
            await().atMost(PATIENCE).until(() -> shop.lines("a").equals(List.of("1")));
        }
    }

    @Test
    void aWriteThatFailsForAReasonOfItsOwnIsNotQueued() {
        try (Holdfast holdfast = shop.open()) {
            DeferrableWrite<Line> lines = lines(holdfast);

            assertThatThrownBy(() -> lines.write("a", new Line("a", -1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this line is poison");
            assertThat(shop.lines("a")).isEmpty();
            assertThat(holdfast.operations().queued()).isEmpty();
        }
    }

    @Test
    void aSecondProcessIsRefusedInAClearSentence() {
        try (Holdfast first = shop.open();
                Holdfast second = shop.open()) {
            lines(first);

            assertThatThrownBy(() -> lines(second))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.LOCKED))
                    .hasMessageContaining("is in use by another process");
        }
    }

    @Test
    void aFullQueueRefusesAndSaysThatNothingWasDone() {
        use(Kind.POSTGRESQL);
        shop.with("queue.max-entries", "1").takeAway();
        try (Holdfast holdfast = shop.open()) {
            DeferrableWrite<Line> lines = lines(holdfast);
            lines.write("a", new Line("a", 1));

            assertThatThrownBy(() -> lines.write("a", new Line("a", 2)))
                    .hasMessageContaining("is full with 1 entries; the entry was not queued, and nothing was done");
        }
    }

    @Test
    void whatIsTooOldIsSetAsideAndNotThrownAway() {
        use(Kind.POSTGRESQL);
        shop.with("queue.max-age", "1s").takeAway();
        try (Holdfast holdfast = shop.open()) {
            lines(holdfast).write("a", new Line("a", 1));

            await().atMost(PATIENCE).until(() -> shop.queue().status().setAside() == 1);
            assertThat(shop.queue().status().entries().get(0).sentence()).contains("queue.max-age, which is 1 s");
        }
    }

    @Test
    void aDirectWriteToAKeyWaitsForItsQueueOrSaysWhyNot() {
        use(Kind.POSTGRESQL);
        shop.takeAway();
        try (Holdfast holdfast = shop.open()) {
            DeferrableWrite<Line> lines = lines(holdfast);
            lines.write("a", new Line("a", 1));
            WriteOperation direct = holdfast.operations().write("direct", "app");
            assertThatThrownBy(() -> direct.run("a", transaction -> 1))
                    .hasMessageContaining("direct is not possible now: the database app is away");
            shop.giveBack();
            await().atMost(PATIENCE).until(() -> holdfast.availability() == Availability.READY);

            direct.within(PATIENCE).run("a", transaction -> {
                new LineWrite(1).apply(transaction, new Line("a", 2));
                return 2;
            });

            assertThat(shop.lines("a")).containsExactly("1", "2");
        }
    }
}
