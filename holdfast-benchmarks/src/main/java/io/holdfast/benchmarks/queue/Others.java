package io.holdfast.benchmarks.queue;

import io.holdfast.degrade.DeferrableWrite;
import io.holdfast.degrade.Operations;
import io.holdfast.degrade.ReadOperation;
import io.holdfast.resilience.Time;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Callers that read and write all the time, whether their database is there or not. */
final class Others implements AutoCloseable {
    private static final int OF_EACH = 4;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Time time;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> load = new ArrayList<>();
    private volatile boolean over;

    private Others(Time time) {
        this.time = time;
    }

    static Others begin(Operations operations, Time time) {
        var others = new Others(time);
        DeferrableWrite<Order> orders = operations.deferrable(new Order.Write());
        ReadOperation<String, Long> count = operations
                .<String, Long>read("count", Shop.DATABASE, (session, name) -> {
                    try (Statement statement = session.connection().createStatement();
                            ResultSet row = statement.executeQuery("select 1")) {
                        row.next();
                        return row.getLong(1);
                    }
                })
                .orLastGood(Duration.ofHours(1))
                .orElse(0L);
        for (int caller = 0; caller < OF_EACH; caller++) {
            int number = caller;
            others.again(round -> orders.write("customer-" + number, Order.of(number, round)));
            others.again(round -> count.ask("all"));
        }
        return others;
    }

    private interface Work {
        void round(int number);
    }

    private void again(Work work) {
        load.add(threads.submit(() -> {
            for (int round = 0; !over; round++) {
                work.round(round);
                time.pauser().pause(PAUSE);
            }
            return null;
        }));
    }

    String description() {
        return "%d others write and %d read, and pause %d ms after each".formatted(OF_EACH, OF_EACH, PAUSE.toMillis());
    }

    @Override
    public void close() throws ExecutionException, TimeoutException {
        over = true;
        threads.shutdown();
        try {
            for (Future<?> each : load) {
                each.get(1, TimeUnit.MINUTES);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the others were ending", interrupted);
        }
    }
}
