package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.degrade.Shop.Kind;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Availability;
import io.holdfast.transaction.Transaction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DEG-1: a write that is not deferred takes its turn behind those of its key that are queued, and only behind those. */
final class DirectWriteTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LineWrite LINES = new LineWrite(1);

    @TempDir
    private Path folder;

    /** Lines that are not applied before somebody says so. */
    private static final class HeldUp extends LineWrite {
        private final CountDownLatch reached;
        private final CountDownLatch released;

        HeldUp(CountDownLatch reached, CountDownLatch released) {
            super(1);
            this.reached = reached;
            this.released = released;
        }

        @Override
        public void apply(Transaction transaction, Line line) throws SQLException, InterruptedException {
            reached.countDown();
            released.await();
            super.apply(transaction, line);
        }
    }

    @Test
    void itWaitsForTheQueueOfItsKeyWithinItsLimitAndForNoOther() throws Exception {
        var held = new HeldUp(new CountDownLatch(1), new CountDownLatch(1));
        try (Shop shop = Shop.in(folder, Kind.POSTGRESQL)) {
            shop.takeAway();
            try (Holdfast holdfast = shop.open()) {
                DeferrableWrite<Line> lines = holdfast.operations().deferrable(held);
                lines.write("a", new Line("a", 1));
                lines.write("a", new Line("a", 2));
                WriteOperation direct = holdfast.operations().write("direct", "app");
                shop.giveBack();
                await().atMost(PATIENCE).until(() -> holdfast.availability() == Availability.READY);
                held.reached.await();

                assertThatThrownBy(() -> direct.within(Duration.ofMillis(100)).run("a", line("a", 3)))
                        .isInstanceOfSatisfying(
                                HoldfastException.class,
                                failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT))
                        .hasMessageContaining("direct did not begin: 2 queued entries of its key come before it");
                assertThat(direct.run("b", line("b", 1))).isEqualTo(1);
                var waiting = CompletableFuture.supplyAsync(
                        () -> direct.within(PATIENCE).run("a", line("a", 3)));
                assertThat(shop.lines("a")).isEmpty();
                held.released.countDown();

                assertThat(waiting.join()).isEqualTo(3);
                assertThat(shop.lines("a")).containsExactly("1", "2", "3");
                assertThat(shop.lines("b")).containsExactly("1");
            }
        } finally {
            held.released.countDown();
        }
    }

    private static Transaction.Work<Integer> line(String key, int number) {
        return transaction -> {
            LINES.apply(transaction, new Line(key, number));
            return number;
        };
    }
}
