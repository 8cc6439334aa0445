package io.holdfast.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import io.holdfast.event.Event;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TX-1, TX-3, CON-9: transactions on SQLite that meet are committed together, and none of them feels what another one does
 * wrong.
 */
final class SharedCommitTest {
    private static final TransactionOptions ADD = TransactionOptions.named("add");

    @TempDir
    private Path folder;

    private final Queue<CommitStep> steps = new ConcurrentLinkedQueue<>();
    private Ledger ledger;
    private Transactions transactions;

    @BeforeEach
    void open() throws SQLException {
        ledger = Ledger.in(folder, steps::add);
        transactions = ledger.transactions();
        becomeShort(() -> add(ADD, -1, "delete from entry"));
        becomeShort(() -> add(ADD.inAnyThread(), -1, "delete from entry"));
        steps.clear();
        done.clear();
    }

    /** The first run takes long, because nothing is loaded yet; that is forgotten after some that were short. */
    private static void becomeShort(Runnable transaction) {
        for (int run = 0; run < 30; run++) {
            transaction.run();
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** One entry, and something else in the same work; the same code for all, which is known to be short then. */
    private int add(TransactionOptions options, int id, String more) {
        return transactions.run(options, transaction -> {
            Ledger.run(transaction, "insert into entry (id) values (%d)".formatted(id));
            if (!more.isEmpty()) {
                Ledger.run(transaction, more);
            }
            transaction.onCommit(
                    () -> done.add(id + " by " + Thread.currentThread().getName()));
            return id;
        });
    }

    private final Queue<String> done = new ConcurrentLinkedQueue<>();

    private FutureTask<Integer> caller(int id, TransactionOptions options, String more) {
        var task = new FutureTask<>(() -> add(options, id, more));
        var thread = new Thread(task, "caller-" + id);
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING || task.isDone());
        return task;
    }

    /** Holds the turn until {@link #release}, so that all who come meanwhile meet. */
    private final class Holder implements AutoCloseable {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final FutureTask<Integer> task =
                new FutureTask<>(() -> transactions.run(TransactionOptions.named("hold"), transaction -> {
                    begun.countDown();
                    released.await();
                    return 0;
                }));

        Holder() throws InterruptedException {
            var thread = new Thread(task, "holder");
            thread.setDaemon(true);
            thread.start();
            begun.await();
        }

        @Override
        public void close() throws Exception {
            released.countDown();
            task.get();
        }
    }

    private long commits() {
        return steps.stream().filter(CommitStep.COMMITTED::equals).count();
    }

    private static HoldfastException failure(FutureTask<Integer> task) {
        return (HoldfastException) catchThrowable(task::get).getCause();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thoseThatMeetShareACommit(boolean anyThread) throws Exception {
        TransactionOptions options = anyThread ? ADD.inAnyThread() : ADD;
        List<FutureTask<Integer>> callers = new ArrayList<>();
        try (var holder = new Holder()) {
            IntStream.rangeClosed(1, 8).forEach(id -> callers.add(caller(id, options, "")));
        }
        for (int id = 1; id <= 8; id++) {
            assertThat(callers.get(id - 1).get()).isEqualTo(id);
        }

        assertThat(ledger.entries())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 8).boxed().toList());
        assertThat(commits())
                .as("one of the holder, and fewer than eight for the eight")
                .isLessThan(9);
        assertThat(steps.contains(CommitStep.HANDED_OVER))
                .as("the work went from thread to thread")
                .isEqualTo(!anyThread);
        assertThat(done)
                .contains("1 by caller-1", "5 by caller-5", "8 by caller-8")
                .hasSize(8);
    }

    @Test
    void aFailureOfOneUndoesNothingOfTheOthers() throws Exception {
        FutureTask<Integer> first;
        FutureTask<Integer> failing;
        FutureTask<Integer> last;
        try (var holder = new Holder()) {
            first = caller(1, ADD, "");
            failing = caller(2, ADD, "insert into entry (id) values (1)");
            last = caller(3, ADD, "");
        }
        assertThat(first.get()).isEqualTo(1);
        assertThat(last.get()).isEqualTo(3);
        assertThat(failure(failing).kind()).isEqualTo(ErrorKind.UNIQUE_VIOLATION);
        assertThat(ledger.entries()).containsExactly(1L, 3L);
    }

    @Test
    void whatSurfacesAtTheCommitIsTheFaultOfOneAlone() throws Exception {
        FutureTask<Integer> first;
        FutureTask<Integer> orphan;
        FutureTask<Integer> last;
        try (var holder = new Holder()) {
            first = caller(1, ADD, "");
            orphan = caller(2, ADD, "insert into entry (id, owner) values (20, 99)");
            last = caller(3, ADD, "");
        }
        assertThat(first.get()).isEqualTo(1);
        assertThat(last.get()).isEqualTo(3);
        assertThat(failure(orphan).kind()).isEqualTo(ErrorKind.FOREIGN_KEY_VIOLATION);
        assertThat(ledger.entries()).containsExactly(1L, 3L);
        assertThat(done).filteredOn(line -> line.startsWith("1 ")).hasSize(1);
        assertThat(ledger.events())
                .filteredOn(Event.Repeated.class::isInstance)
                .as("each of the group ran again by itself, and that is told")
                .isNotEmpty();
    }

    @Test
    void whatSqliteRollsBackAsAWholeIsTheFaultOfOneAlone() throws Exception {
        FutureTask<Integer> first;
        FutureTask<Integer> rollingBack;
        FutureTask<Integer> last;
        try (var holder = new Holder()) {
            first = caller(1, ADD, "");
            rollingBack = caller(2, ADD, "insert into strict values (1)");
            last = caller(3, ADD, "");
        }
        assertThat(first.get()).isEqualTo(1);
        assertThat(last.get()).isEqualTo(3);
        assertThat(failure(rollingBack).kind()).isEqualTo(ErrorKind.UNIQUE_VIOLATION);
        assertThat(ledger.entries()).containsExactly(1L, 3L);
    }

    /** The second has worked and waits for the third, which does not come to an end. */
    @Test
    void whoRunsOutOfTimeWhileAnotherOneWorksLeavesNothing() throws Exception {
        var stuck = new CountDownLatch(1);
        Transaction.Work<Integer> work = transaction -> {
            Ledger.run(transaction, "insert into entry (part) values (7)");
            if (Thread.currentThread().getName().equals("stuck")) {
                stuck.await();
            }
            return 7;
        };
        becomeShort(() -> transactions.run(ADD, work));
        FutureTask<Integer> impatient;
        var third = new FutureTask<>(() -> transactions.run(ADD, work));
        try (var holder = new Holder()) {
            impatient = caller(500, ADD.within(Duration.ofMillis(500)), "");
            var thread = new Thread(third, "stuck");
            thread.setDaemon(true);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }
        assertThat(failure(impatient).kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(third.isDone()).isFalse();
        stuck.countDown();
        assertThat(third.get()).isEqualTo(7);
        assertThat(ledger.numbers("select count(*) from entry where part = 7")).containsExactly(31L);
        assertThat(ledger.entries()).doesNotContain(500L);
    }

    /** The third computes for seconds at first; it is cancelled for the second's sake, and nobody tells it so. */
    @Test
    void whoIsCancelledForAnotherOnesSakeRunsAgain() throws Exception {
        var slow = new AtomicBoolean();
        Transaction.Work<Integer> work = transaction -> {
            Ledger.run(transaction, "insert into entry (part) values (8)");
            int most = slow.getAndSet(false) ? 500_000_000 : 10;
            Ledger.run(
                    transaction,
                    ("update entry set part = 8 where part = 8 and 0 < (with recursive n(i) as (select 1"
                                    + " union all select i + 1 from n where i < %d) select count(*) from n)")
                            .formatted(most));
            return 8;
        };
        becomeShort(() -> transactions.run(ADD, work));
        FutureTask<Integer> impatient;
        var third = new FutureTask<>(() -> transactions.run(ADD, work));
        try (var holder = new Holder()) {
            impatient = caller(500, ADD.within(Duration.ofMillis(700)), "");
            slow.set(true);
            var thread = new Thread(third, "third");
            thread.setDaemon(true);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }
        assertThat(failure(impatient).kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(third.get()).isEqualTo(8);
        assertThat(ledger.numbers("select count(*) from entry where part = 8")).containsExactly(31L);
        assertThat(ledger.entries()).doesNotContain(500L);
    }

    @Test
    void whoseTurnDoesNotComeInTimeIsToldSo() throws Exception {
        try (var holder = new Holder()) {
            HoldfastException late =
                    catchThrowableOfType(HoldfastException.class, () -> add(ADD.within(Duration.ofMillis(100)), 1, ""));
            assertThat(late.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(late).hasMessageContaining("turn to write within its 100 ms");
        }
        assertThat(add(ADD, 2, "")).isEqualTo(2);
    }

    @Test
    void whoWouldBeOneTooManyToWaitIsTurnedAway() throws Exception {
        ledger.close();
        ledger = Ledger.crowded(folder, 1);
        transactions = ledger.transactions();
        FutureTask<Integer> waiting;
        try (var holder = new Holder()) {
            waiting = caller(1, ADD, "");
            HoldfastException turnedAway = catchThrowableOfType(HoldfastException.class, () -> add(ADD, 2, ""));
            assertThat(turnedAway.kind()).isEqualTo(ErrorKind.POOL_EXHAUSTED);
            assertThat(turnedAway.failure().hint()).contains("databases.app.pool.max-waiting");
        }
        assertThat(waiting.get()).isEqualTo(1);
        assertThat(ledger.entries()).containsExactly(1L);
    }

    @Test
    void anInterruptEndsTheWaitForATurn() throws Exception {
        var task = new FutureTask<>(() -> add(ADD, 1, ""));
        var thread = new Thread(task, "caller");
        try (var holder = new Holder()) {
            thread.start();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            thread.interrupt();
            assertThat(failure(task).kind()).isEqualTo(ErrorKind.CANCELLED);
        }
        assertThat(ledger.entries()).doesNotContain(1L);
    }

    @Test
    void oneInsideOfAnotherIsRefusedInsteadOfWaitingForItself() {
        assertThatThrownBy(() -> transactions.run(ADD, outer -> add(ADD, 1, "")))
                .isInstanceOf(HoldfastException.class)
                .hasMessageContaining("inside of another transaction of the same thread")
                .extracting(failure -> ((HoldfastException) failure).kind())
                .isEqualTo(ErrorKind.UNSUPPORTED);
        assertThat(add(ADD, 2, "")).isEqualTo(2);
    }

    @Test
    void whatTheWorkThrowsComesOutAsItIs() throws Exception {
        FutureTask<Integer> first;
        var own = new IllegalStateException("own");
        var defect = new AssertionError("defect");
        Transaction.Work<Integer> work = transaction -> {
            Ledger.run(transaction, "insert into entry (part) values (9)");
            if (Thread.currentThread().getName().startsWith("error")) {
                throw defect;
            }
            throw own;
        };
        assertThat(catchThrowable(() -> transactions.run(ADD, work))).isSameAs(own);
        var throwing = new FutureTask<>(() -> transactions.run(ADD, work));
        var failing = new FutureTask<>(() -> transactions.run(ADD, work));
        try (var holder = new Holder()) {
            first = caller(1, ADD, "");
            for (var each : List.of(new Thread(throwing, "throwing"), new Thread(failing, "error"))) {
                each.start();
                await().until(() -> each.getState() == Thread.State.TIMED_WAITING);
            }
        }
        assertThat(first.get()).isEqualTo(1);
        assertThat(catchThrowable(throwing::get).getCause()).isSameAs(own);
        assertThat(catchThrowable(failing::get).getCause()).isSameAs(defect);
        assertThat(ledger.numbers("select part from entry where part = 9")).isEmpty();
    }

    @Test
    void manyCallersLoseNothingAndDoubleNothing() throws Exception {
        List<FutureTask<Integer>> callers = new ArrayList<>();
        for (int writer = 1; writer <= 8; writer++) {
            int from = writer * 1_000;
            TransactionOptions options = writer % 2 == 0 ? ADD : ADD.inAnyThread();
            var task = new FutureTask<>(() -> {
                for (int id = from; id < from + 200; id++) {
                    add(options, id, "");
                }
                return from;
            });
            callers.add(task);
            new Thread(task).start();
        }
        for (FutureTask<Integer> each : callers) {
            each.get();
        }
        assertThat(ledger.entries()).hasSize(1_600);
        assertThat(done).hasSize(1_600).doesNotHaveDuplicates();
        assertThat(commits()).isLessThan(1_600);
    }
}
