package io.holdfast.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.engine.Access;
import io.holdfast.event.Events;
import io.holdfast.pool.Lease;
import io.holdfast.pool.PoolListener;
import io.holdfast.pool.PoolStatus;
import io.holdfast.pool.ServerName;
import io.holdfast.resilience.Deadline;
import io.holdfast.resilience.Pauser;
import io.holdfast.resilience.Ticker;
import io.holdfast.resilience.Time;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** CON-2: what is told of a pool's connections, and what it costs when nobody listens. */
class PoolListenerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void everyListenerIsToldUntilItsSubscriptionIsClosed() {
        var first = new Told();
        var second = new Told();
        try (Gate gate = open(Time.real())) {
            PoolListener.Subscription subscription = gate.listen(first);
            gate.listen(second);
            borrowOnce(gate);
            subscription.close();
            subscription.close();
            borrowOnce(gate);
        }

        assertThat(first.what).containsExactly("primary acquired", "primary used");
        assertThat(second.what).containsExactly("primary acquired", "primary used", "primary acquired", "primary used");
    }

    @Test
    void whereNobodyListensTheClockIsLookedAtLessOften() {
        var ticker = new CountingTicker();
        try (Gate gate = open(new Time(ticker, InstantSource.system(), Pauser.real(), new Random(1)))) {
            borrowOnce(gate);
            long unmeasured = looks(gate, ticker);
            PoolListener.Subscription subscription = gate.listen(new Told());
            long measured = looks(gate, ticker);
            subscription.close();

            assertThat(measured).isEqualTo(unmeasured + 2);
            assertThat(looks(gate, ticker)).isEqualTo(unmeasured);
        }
    }

    @Test
    void whoeverWaitsForAConnectionThatIsBeingOpenedCountsAsWaiting() {
        var opened = new CountDownLatch(1);
        engine.when("app", attempt -> {
            if (Thread.currentThread().getName().contains("connection-adder")) {
                opened.await();
            }
        });
        try (Gate gate = open(Time.real());
                Lease only = gate.borrow(Access.READ_WRITE)) {
            var waiting = CompletableFuture.runAsync(() -> borrowOnce(gate));

            await().atMost(PATIENCE).until(() -> status(gate).waiting() == 1);
            assertThat(only.ping(PATIENCE)).isTrue();

            opened.countDown();
            waiting.join();
            assertThat(status(gate).waiting()).isZero();
        }
    }

    private Gate open(Time time) {
        return Gate.open(Declared.patient("app", 2), engine, time, new Events());
    }

    private static void borrowOnce(Gate gate) {
        gate.borrow(Access.READ_WRITE, Deadline.after(PATIENCE, Ticker.system()))
                .close();
    }

    private static PoolStatus status(Gate gate) {
        return gate.status().servers().get(0).pool().orElseThrow();
    }

    private static long looks(Gate gate, CountingTicker ticker) {
        long before = ticker.looks;
        borrowOnce(gate);
        return ticker.looks - before;
    }

    /** What was told, but for connections that are opened: a pool does that when it likes. */
    private static final class Told implements PoolListener {
        private final List<String> what = new CopyOnWriteArrayList<>();

        @Override
        public void acquired(ServerName server, long nanos) {
            what.add(server + " acquired");
        }

        @Override
        public void used(ServerName server, long nanos) {
            what.add(server + " used");
        }

        @Override
        public void created(ServerName server, long nanos) {}
    }

    /** Counts how often the testing thread looks at it; the watch has a thread of its own. */
    private static final class CountingTicker implements Ticker {
        private final Thread counted = Thread.currentThread();
        private long looks;

        @Override
        public long nanos() {
            if (Thread.currentThread() == counted) {
                looks++;
            }
            return System.nanoTime();
        }
    }
}
