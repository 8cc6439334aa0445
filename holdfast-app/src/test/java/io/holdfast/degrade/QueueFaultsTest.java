package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.degrade.Receipt.State;
import io.holdfast.degrade.Shop.Kind;
import io.holdfast.transaction.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-1, DEG-2: which failures are an entry's own, on PostgreSQL. */
final class QueueFaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Shop shop;

    QueueFaultsTest(@TempDir Path folder) {
        this.shop = Shop.in(folder, Kind.POSTGRESQL).with("queue.attempts", "2");
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    /** Counts how often it is tried. */
    private static final class CountedWrite extends LineWrite {
        private final AtomicInteger begun = new AtomicInteger();
        private Runnable afterwards = () -> {};

        CountedWrite() {
            super(1);
        }

        @Override
        public void apply(Transaction transaction, Line line) throws SQLException, InterruptedException {
            begun.incrementAndGet();
            transaction.onCommit(afterwards);
            super.apply(transaction, line);
        }
    }

    @Test
    void aLockThatOutlivesManyAttemptsSetsNothingAsideAndTheOrderStays() throws SQLException {
        shop.with("databases.app.timeouts.transaction", "300ms").takeAway();
        var write = new CountedWrite();
        try (Holdfast holdfast = shop.open();
                Connection other = shop.locking("line")) {
            DeferrableWrite<Line> lines = holdfast.operations().deferrable(write);
            lines.write("a", new Line("a", 1));
            lines.write("a", new Line("a", 2));
            shop.giveBack();

            await().atMost(PATIENCE).until(() -> write.begun.get() > 3);
            assertThat(shop.queue().status().setAside()).isZero();
            other.rollback();

            await().atMost(PATIENCE).until(() -> holdfast.operations().queued().isEmpty());
        }
        assertThat(shop.lines("a")).containsExactly("1", "2");
    }

    @Test
    void aTableOfIdsThatCannotBeUsedIsNoEntrysFault() {
        shop.takeAway();
        var write = new CountedWrite();
        try (Holdfast holdfast = shop.open()) {
            DeferrableWrite<Line> lines = holdfast.operations().deferrable(write);
            shop.execute("create table holdfast_applied (wrong integer)");
            lines.write("a", new Line("a", 1));
            shop.giveBack();

            await().during(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .until(() -> shop.queue().status().setAside() == 0);
            shop.execute("drop table holdfast_applied");
            await().atMost(PATIENCE).until(() -> holdfast.operations().queued().isEmpty());
        }
        assertThat(shop.lines("a")).containsExactly("1");
    }

    @Test
    void whatWasToFollowTheCommitAndFailsMakesNothingUndone() {
        try (Holdfast holdfast = shop.open()) {
            var write = new CountedWrite();
            write.afterwards = () -> {
                throw new IllegalStateException("it was to follow");
            };
            DeferrableWrite<Line> lines = holdfast.operations().deferrable(write);

            assertThat(lines.write("a", new Line("a", 1)).state()).isEqualTo(State.APPLIED);
            assertThat(shop.lines("a")).containsExactly("1");
            assertThatThrownBy(() -> lines.write("a", new Line("a", -1))).hasMessage("this line is poison");
        }
    }
}
