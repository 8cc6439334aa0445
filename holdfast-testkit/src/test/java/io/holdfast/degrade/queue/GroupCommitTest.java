package io.holdfast.degrade.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** DEG-1, R16: callers share the work, and each of them has its own done when it goes on, once and in its order. */
@Timeout(60)
final class GroupCommitTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CALLERS = 64;
    private static final int EACH = 500;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        callers.shutdownNow();
    }

    private record Wanted(int caller, int number) {}

    @Test
    void everythingIsDoneOnceAndInTheOrderOfItsCallerByOneAtATime() throws Exception {
        List<Wanted> done = new ArrayList<>(); // only one works at a time, or this breaks
        var together = new AtomicInteger();
        var group = new GroupCommit<Wanted>(some -> {
            assertThat(together.incrementAndGet()).isOne();
            done.addAll(some);
            together.decrementAndGet();
        });

        List<Future<?>> submitted = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int name = caller;
            submitted.add(callers.submit(() -> {
                for (int number = 0; number < EACH; number++) {
                    assertThat(group.submit(new Wanted(name, number))).isTrue();
                }
            }));
        }
        for (Future<?> each : submitted) {
            each.get();
        }

        assertThat(done).hasSize(CALLERS * EACH);
        for (int caller = 0; caller < CALLERS; caller++) {
            int name = caller;
            assertThat(done.stream().filter(wanted -> wanted.caller() == name).map(Wanted::number))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(EACH);
        }
    }

    /** Work that does not begin before it may, and what was asked of it. */
    private static final class Held implements Consumer<List<Integer>> {
        private final CountDownLatch free = new CountDownLatch(1);
        private final AtomicInteger begun = new AtomicInteger();
        private final List<List<Integer>> groups = new ArrayList<>();

        @Override
        public void accept(List<Integer> some) {
            begun.incrementAndGet();
            boolean interrupted = false;
            while (free.getCount() > 0) {
                try {
                    free.await();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            groups.add(some);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (some.contains(-1)) {
                throw new IllegalStateException("a defect");
            }
        }
    }

    private List<Future<Boolean>> submitted(GroupCommit<Integer> group, Held work, int... wanted) {
        List<Future<Boolean>> all = new ArrayList<>();
        for (int each : wanted) {
            var thread = new Thread[1];
            all.add(callers.submit(() -> {
                thread[0] = Thread.currentThread();
                return group.submit(each);
            }));
            if (all.size() == 1) {
                await().atMost(SOON).until(() -> work.begun.get() == 1);
            } else {
                await().atMost(SOON).until(() -> thread[0] != null && thread[0].getState() == Thread.State.WAITING);
            }
        }
        return all;
    }

    @Test
    void whoComesMeanwhileIsServedTogether() throws Exception {
        var work = new Held();
        var group = new GroupCommit<>(work);
        List<Future<Boolean>> all = submitted(group, work, 1, 2, 3, 4, 5, 6, 7);

        work.free.countDown();

        for (Future<Boolean> each : all) {
            assertThat(each.get()).isTrue();
        }
        assertThat(work.groups).containsExactly(List.of(1), List.of(2, 3, 4, 5, 6, 7));
    }

    @Test
    void aDefectComesToWhoWorkedAndTheOthersGoOn() throws Exception {
        var work = new Held();
        var group = new GroupCommit<>(work);
        List<Future<Boolean>> all = submitted(group, work, -1, 2, 3);

        work.free.countDown();

        assertThatThrownBy(() -> all.get(0).get()).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(all.get(1).get()).isTrue();
        assertThat(all.get(2).get()).isTrue();
        assertThat(group.submit(4)).isTrue();
        assertThat(work.groups).containsExactly(List.of(-1), List.of(2, 3), List.of(4));
    }

    @Test
    void whoIsInterruptedWaitsForTheEndAndIsInterruptedThen() throws Exception {
        var work = new Held();
        var group = new GroupCommit<>(work);
        List<Future<Boolean>> first = submitted(group, work, 1);
        var interrupted = new CountDownLatch(1);
        var second = new Thread(() -> {
            if (group.submit(2) && Thread.interrupted()) {
                interrupted.countDown();
            }
        });
        second.start();
        await().atMost(SOON).until(() -> second.getState() == Thread.State.WAITING);

        second.interrupt();
        work.free.countDown();

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.get(0).get()).isTrue();
        assertThat(work.groups).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void closingLetsThoseWhoWaitHaveTheirTurnAndRefusesOthers() throws Exception {
        var work = new Held();
        var group = new GroupCommit<>(work);
        List<Future<Boolean>> all = submitted(group, work, 1, 2, 3);
        var closing = new Thread(group::close);
        closing.start();
        await().atMost(SOON).until(() -> closing.getState() == Thread.State.WAITING);

        assertThat(group.submit(4)).isFalse();
        work.free.countDown();
        closing.join();

        for (Future<Boolean> each : all) {
            assertThat(each.get()).isTrue();
        }
        assertThat(work.groups).containsExactly(List.of(1), List.of(2, 3));
    }
}
