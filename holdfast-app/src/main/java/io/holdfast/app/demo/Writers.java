package io.holdfast.app.demo;

import io.holdfast.database.Database;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.OutcomeUnknownException;
import io.holdfast.resilience.Ticker;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Threads that write numbers into a table, a transaction each, and take note of what they are told. */
final class Writers implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Database database;
    private final Ticker ticker;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Written> written = new ArrayList<>();
    private final Set<Long> failed = new HashSet<>();
    private final Set<Long> unknown = new HashSet<>();
    private long last;

    /** A write that was done, and when. */
    record Written(long number, long at) {}

    /**
     * What the writers were told of all their writes.
     *
     * @param written those that were done, in the order in which they were
     * @param failed those of which nothing was done
     * @param unknown those of which nobody could say
     */
    record Told(List<Written> written, Set<Long> failed, Set<Long> unknown) {}

    /** Nobody writes yet. */
    Writers(Database database, Ticker ticker) {
        this.database = database;
        this.ticker = ticker;
    }

    /** Lets {@code count} threads write until the end. */
    void start(int count) {
        for (int each = 0; each < count; each++) {
            threads.execute(() -> {
                while (over.getCount() > 0) {
                    write(next());
                }
            });
        }
    }

    private synchronized long next() {
        last++;
        return last;
    }

    private void write(long number) {
        try {
            database.inTransaction(transaction -> {
                try (PreparedStatement insert =
                        transaction.connection().prepareStatement("insert into written values (?)")) {
                    insert.setLong(1, number);
                    return insert.executeUpdate();
                }
            });
            done(number);
        } catch (OutcomeUnknownException nobodyKnows) {
            note(unknown, number);
        } catch (HoldfastException failure) {
            note(failed, number);
            pause();
        }
    }

    private synchronized void done(long number) {
        written.add(new Written(number, ticker.nanos()));
    }

    private synchronized void note(Set<Long> numbers, long number) {
        numbers.add(number);
    }

    private void pause() {
        try {
            over.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets all of them finish; gives what they were told. */
    Told finish() throws InterruptedException {
        over.countDown();
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("a write hangs");
        }
        return told();
    }

    private synchronized Told told() {
        return new Told(List.copyOf(written), Set.copyOf(failed), Set.copyOf(unknown));
    }

    @Override
    public void close() {
        over.countDown();
        threads.shutdownNow();
    }
}
