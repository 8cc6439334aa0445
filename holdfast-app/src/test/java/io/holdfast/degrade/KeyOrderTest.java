package io.holdfast.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.Holdfast;
import io.holdfast.degrade.LineWrite.Line;
import io.holdfast.degrade.Shop.Kind;
import io.holdfast.event.Availability;
import io.holdfast.resilience.Time;
import io.holdfast.testkit.Props;
import io.holdfast.transaction.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quicktheories.generators.Generate;

/**
 * DEG-1: eight callers write, each under a key of its own, while their writes fail by chance and the database goes away
 * and comes back: what is in the database in the end is what each caller was told, in its order.
 */
@Tag("queue")
final class KeyOrderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofMillis(5);
    private static final int KEYS = 8;
    private static final int OUTAGES = 3;
    private static final int IN_THE_OUTAGE = 25;

    @TempDir
    private Path temp;

    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();

    /** A failure that has nothing to do with the database. */
    private static final class Chance extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Lines of which one in ten attempts fails, after it was written. */
    private static final class Unreliable extends LineWrite {
        private final Random random;
        private final AtomicInteger failed;

        Unreliable(Random random, AtomicInteger failed) {
            super(1);
            this.random = random;
            this.failed = failed;
        }

        @Override
        public void apply(Transaction transaction, Line line) throws SQLException, InterruptedException {
            super.apply(transaction, line);
            if (random.nextInt(10) == 0) {
                failed.incrementAndGet();
                throw new Chance();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCallersLogIsInTheDatabaseInItsOrder(Kind kind) {
        Props.cases(1)
                .withoutShrinking()
                .forAll(Generate.longRange(Long.MIN_VALUE, Long.MAX_VALUE), seed -> oneCase(kind, seed));
        assertThat(failed.get()).as("failures by chance").isPositive();
        assertThat(refusals.get()).as("writes that were refused").isPositive();
        assertThat(queued.get()).as("entries that were queued").isPositive();
    }

    private void oneCase(Kind kind, long seed) {
        ExecutorService callers = Executors.newFixedThreadPool(KEYS);
        var over = new AtomicBoolean();
        try (Shop shop = Shop.in(Files.createTempDirectory(temp, "order"), kind)) {
            shop.with("queue.attempts", "1000");
            try (Holdfast holdfast = shop.open()) {
                DeferrableWrite<Line> lines =
                        holdfast.operations().deferrable(new Unreliable(new Random(seed), failed));
                Map<String, Future<List<String>>> logs = new TreeMap<>();
                for (int key = 0; key < KEYS; key++) {
                    String name = "key" + key;
                    logs.put(name, callers.submit(() -> write(lines, name, over)));
                }
                await().atMost(PATIENCE).until(() -> refusals.get() > 0); // while nothing is queued, the caller is told
                for (int outage = 0; outage < OUTAGES; outage++) {
                    comeAndGo(shop, holdfast);
                }
                over.set(true);
                Map<String, List<String>> told = new TreeMap<>();
                for (var log : logs.entrySet()) {
                    told.put(log.getKey(), log.getValue().get());
                }
                await().atMost(PATIENCE)
                        .until(() -> holdfast.operations().queued().isEmpty());
                told.forEach((key, log) -> assertThat(shop.lines(key)).as(key).isEqualTo(log));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        } finally {
            over.set(true);
            callers.shutdownNow();
        }
    }

    /** The database goes away until more entries are queued; the queue may not be empty the next time. */
    private void comeAndGo(Shop shop, Holdfast holdfast) {
        await().atMost(PATIENCE).until(() -> holdfast.availability() == Availability.READY);
        int before = queued.get();
        shop.takeAway();
        await().atMost(PATIENCE).until(() -> holdfast.availability() == Availability.DOWN);
        await().atMost(PATIENCE).until(() -> queued.get() >= before + IN_THE_OUTAGE * KEYS);
        shop.giveBack();
        await().atMost(PATIENCE).until(() -> holdfast.availability() == Availability.READY);
    }

    /** What the caller was told to be done or queued, in its order. */
    private List<String> write(DeferrableWrite<Line> lines, String key, AtomicBoolean over)
            throws InterruptedException {
        List<String> told = new ArrayList<>();
        for (int number = 1; !over.get(); number++) {
            try {
                if (!lines.write(key, new Line(key, number)).isApplied()) {
                    queued.incrementAndGet();
                }
                told.add(String.valueOf(number));
            } catch (Chance refused) {
                refusals.incrementAndGet(); // nothing of it may be left
            }
            Time.real().pauser().pause(REST);
        }
        return told;
    }
}
