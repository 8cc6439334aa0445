package io.holdfast.pool.lending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.pool.lending.Places.Entry;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CON-2: who waits for a connection waits in a row that has an end, and can be called away. */
class PlacesTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Ticker ticker = Ticker.system();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void asManyAsThereArePlacesComeInAndTheNextIsLate() {
        var places = new Places(2, 10);
        assertThat(places.enter(ticker, soon())).isEqualTo(Entry.IN);
        assertThat(places.enter(ticker, soon())).isEqualTo(Entry.IN);
        assertThat(places.free()).isZero();
        assertThat(places.enter(ticker, ticker.nanos() + 1)).isEqualTo(Entry.LATE);
        assertThat(places.waiting()).isZero();

        places.leave();
        assertThat(places.enter(ticker, soon())).isEqualTo(Entry.IN);
    }

    @Test
    void theOneWhoCameFirstComesInFirst() throws Exception {
        var places = new Places(1, 10);
        places.enter(ticker, soon());
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Future<?>> waiting = new ArrayList<>();
        for (int caller = 0; caller < 5; caller++) {
            int number = caller;
            waiting.add(threads.submit(() -> {
                assertThat(places.enter(ticker, soon())).isEqualTo(Entry.IN);
                order.add(number);
                places.leave();
            }));
            await().until(() -> places.waiting() == number + 1);
        }
        places.leave();
        for (Future<?> each : waiting) {
            each.get(10, TimeUnit.SECONDS);
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void theRowHasAnEnd() {
        var places = new Places(1, 2);
        places.enter(ticker, soon());
        List<CompletableFuture<Entry>> waiting = IntStream.range(0, 2)
                .mapToObj(caller -> CompletableFuture.supplyAsync(() -> places.enter(ticker, soon()), threads))
                .toList();
        await().until(() -> places.waiting() == 2);

        assertThat(places.enter(ticker, soon())).isEqualTo(Entry.CROWDED);
        places.dissolve();
        assertThat(waiting)
                .allSatisfy(entry -> assertThat(entry.get(10, TimeUnit.SECONDS)).isEqualTo(Entry.IN));
    }

    @Test
    void whoIsInterruptedWhileWaitingStaysInterrupted() throws Exception {
        var places = new Places(1, 2);
        places.enter(ticker, soon());
        var ended = new CompletableFuture<Boolean>();
        Thread waiting = new Thread(() -> {
            Entry entry = places.enter(ticker, soon());
            ended.complete(entry == Entry.INTERRUPTED && Thread.currentThread().isInterrupted());
        });
        waiting.start();
        await().until(() -> places.waiting() == 1);
        waiting.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(places.waiting()).isZero();
    }

    @Test
    void whenItIsDissolvedEverybodyComesInForGood() {
        var places = new Places(1, 0);
        places.enter(ticker, soon());
        places.dissolve();
        places.dissolve();
        assertThat(IntStream.range(0, 100).mapToObj(caller -> places.enter(ticker, soon())))
                .containsOnly(Entry.IN);
    }

    @Test
    void thereAreMorePlacesAtOnceForThoseWhoWait() throws Exception {
        var places = new Places(1, 10);
        places.enter(ticker, soon());
        Future<Entry> waiting = threads.submit(() -> places.enter(ticker, soon()));
        await().until(() -> places.waiting() == 1);

        places.resize(3, 10);

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(Entry.IN);
        assertThat(places.enter(ticker, soon())).isEqualTo(Entry.IN);
        assertThat(places.enter(ticker, ticker.nanos() + 1)).isEqualTo(Entry.LATE);
    }

    @Test
    void whereThereAreFewerPlacesWhoIsInsideStaysAndNobodyComesInBeforeEnoughHaveLeft() {
        var places = new Places(3, 10);
        IntStream.range(0, 3).forEach(caller -> places.enter(ticker, soon()));

        places.resize(1, 10);

        assertThat(places.free()).isZero();
        for (int left = 1; left <= 2; left++) {
            places.leave();
            assertThat(places.enter(ticker, ticker.nanos() + 1)).isEqualTo(Entry.LATE);
        }
        places.leave();
        assertThat(places.enter(ticker, soon())).isEqualTo(Entry.IN);
    }

    @Test
    void theRowBecomesShorterOrLonger() {
        var places = new Places(1, 0);
        places.enter(ticker, soon());
        assertThat(places.enter(ticker, soon())).isEqualTo(Entry.CROWDED);

        places.resize(1, 5);
        assertThat(places.enter(ticker, ticker.nanos() + 1)).isEqualTo(Entry.LATE);
    }

    @Test
    void oneThatWasDissolvedStaysSoWhateverItsSize() {
        var places = new Places(4, 0);
        places.dissolve();
        places.resize(1, 0);
        assertThat(IntStream.range(0, 100).mapToObj(caller -> places.enter(ticker, soon())))
                .containsOnly(Entry.IN);
    }

    private long soon() {
        return ticker.nanos() + Duration.ofSeconds(30).toNanos();
    }
}
