package io.holdfast.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.transaction.Turns.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** CON-9: the queue of those who write: one at a time, first come, first served, and nobody is forgotten. */
final class TurnsTest {
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final Turns<Thread, String> turns = new Turns<>();

    /**
     * Those who have no patience get a turn or none, as if one came after the other. Lincheck's threads spin until all are
     * there: more than there are processors would wait for each other's time slices, for minutes.
     */
    @Test
    void whateverHappensAtOnceHasAnOrder() {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(1_000)
                .threads(Runtime.getRuntime().availableProcessors() > 2 ? 3 : 2)
                .actorsPerThread(3)
                .check(Impatient.class);
    }

    /** Turns for those who do not wait. */
    public static final class Impatient {
        private final Turns<Integer, String> turns = new Turns<>();

        /** Somebody comes, and goes again if it is not his turn. */
        @Operation
        public Outcome take() {
            return Turns.outcome(turns.take(1, false, 0));
        }

        /** A turn ends. */
        @Operation
        public void pass() {
            turns.pass();
        }

        /** A turn would be handed over, if somebody joined. */
        @Operation
        public boolean passOn() {
            return turns.passOn("begun");
        }
    }

    private FutureTask<Turns.Wait<Thread, String>> comes(boolean joins) {
        int before = turns.waiting();
        var task = new FutureTask<>(() -> turns.take(Thread.currentThread(), joins, LONG));
        var thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        await().until(() -> turns.waiting() == before + 1);
        return task;
    }

    @Test
    void firstComeFirstServed() throws Exception {
        assertThat(Turns.outcome(turns.take(Thread.currentThread(), false, 0))).isEqualTo(Outcome.TURN);
        var first = comes(false);
        var second = comes(false);
        turns.pass();
        assertThat(Turns.outcome(first.get())).isEqualTo(Outcome.TURN);
        assertThat(second.isDone()).isFalse();
        turns.pass();
        assertThat(Turns.outcome(second.get())).isEqualTo(Outcome.TURN);
    }

    @Test
    void whatWasBegunGoesToTheNextOneAndOnlyIfThatOneTakesIt() throws Exception {
        turns.take(Thread.currentThread(), false, 0);
        assertThat(turns.passOn("begun")).isFalse();
        var alone = comes(false);
        var joining = comes(true);
        assertThat(turns.isJoined()).isFalse();
        assertThat(turns.passOn("begun")).isFalse();
        turns.pass();
        assertThat(alone.get().handedOver()).isNull();
        assertThat(turns.isJoined()).isTrue();
        assertThat(turns.passOn("begun")).isTrue();
        assertThat(joining.get().handedOver()).isEqualTo("begun");
    }

    @Test
    void whoIsServedHasNoTurn() throws Exception {
        turns.take(Thread.currentThread(), false, 0);
        var served = comes(true);
        assertThat(turns.serve(member -> false)).isNull();
        LockSupport.unpark(turns.serve(member -> member != Thread.currentThread()));
        assertThat(Turns.outcome(served.get())).isEqualTo(Outcome.SERVED);
        assertThat(turns.waiting()).isZero();
    }

    /** Everybody comes and goes at once: patient, impatient, interrupted, served, and handed what was begun. */
    @Test
    void neverTwoAtOnceAndNobodyIsForgotten() throws Exception {
        var inTurn = new AtomicInteger();
        var most = new AtomicInteger();
        var served = new AtomicInteger();
        Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            var random = new SplittableRandom(number);
            var task = new FutureTask<>(() -> {
                int count = 0;
                for (; count < 3_000; count++) {
                    if (random.nextInt(20) == 0) {
                        Thread.currentThread().interrupt();
                    }
                    long patience = random.nextInt(3) == 0 ? random.nextInt(100_000) : LONG;
                    var wait = turns.take(Thread.currentThread(), random.nextBoolean(), patience);
                    boolean interrupted = Thread.interrupted();
                    Outcome outcome = Turns.outcome(wait);
                    assertThat(outcome != Outcome.INTERRUPTED || interrupted).isTrue();
                    outcomes.add(outcome);
                    if (outcome == Outcome.TURN) {
                        most.accumulateAndGet(inTurn.incrementAndGet(), Math::max);
                        Thread next = random.nextInt(3) == 0 ? turns.serve(any -> true) : null;
                        if (next != null) {
                            served.incrementAndGet();
                            LockSupport.unpark(next);
                        }
                        inTurn.decrementAndGet();
                        if (random.nextBoolean() || !turns.passOn("begun")) {
                            turns.pass();
                        }
                    }
                }
                return count;
            });
            tasks.add(task);
            new Thread(task, "turn-" + number).start();
        }
        int all = 0;
        for (FutureTask<Integer> task : tasks) {
            all += task.get(1, TimeUnit.MINUTES);
        }
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        outcomes.forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
        assertThat(most.get()).isEqualTo(1);
        assertThat(outcomes).hasSize(all);
        assertThat(counts.getOrDefault(Outcome.SERVED, 0)).isEqualTo(served.get());
        assertThat(counts).containsKeys(Outcome.TURN, Outcome.TOO_LATE, Outcome.INTERRUPTED);
        assertThat(turns.waiting()).isZero();
        assertThat(Turns.outcome(turns.take(Thread.currentThread(), false, 0)))
                .as("the last turn has ended")
                .isEqualTo(Outcome.TURN);
    }
}
