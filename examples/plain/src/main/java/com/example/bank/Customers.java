package com.example.bank;

import com.example.bank.Call.Outcome;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.OutcomeUnknownException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Threads that transfer money again and again, and take note of what they are told. */
final class Customers implements AutoCloseable {
    private static final long MOMENT_MILLIS = 10;
    private static final long PATIENCE_SECONDS = 90;

    private final Bank bank;
    private final Calls calls;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);

    /** Nobody comes yet. */
    Customers(Bank bank, Calls calls) {
        this.bank = bank;
        this.calls = calls;
    }

    /** Lets {@code count} of them come. */
    void come(int count) {
        for (int each = 0; each < count; each++) {
            threads.execute(() -> {
                while (over.getCount() > 0) {
                    transfer();
                }
            });
        }
    }

    private void transfer() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int giver = random.nextInt(Bank.ACCOUNTS);
        int taker = (giver + random.nextInt(1, Bank.ACCOUNTS)) % Bank.ACCOUNTS;
        long number = calls.begin();
        try {
            bank.transfer(number, giver + 1, taker + 1, random.nextInt(1, 100));
            calls.end(number, Outcome.DONE);
        } catch (OutcomeUnknownException unknown) {
            calls.end(number, Outcome.UNKNOWN);
        } catch (HoldfastException failure) {
            calls.end(number, Outcome.FAILED);
            comeAgainLater();
        }
    }

    private void comeAgainLater() {
        try {
            over.await(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets everybody finish, and nobody come any more. */
    void leave() throws InterruptedException {
        over.countDown();
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a call hangs");
        }
    }

    @Override
    public void close() {
        over.countDown();
        threads.shutdownNow();
    }
}
