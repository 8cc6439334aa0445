package io.holdfast.degrade;

import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does in threads of its own what a queue needs now and then; what fails is done again the next time. One thread is for what
 * asks databases, which may be slow, and the other for the rest.
 */
final class Caretaker implements AutoCloseable {
    private static final Log log = Log.of(Caretaker.class);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final int RARELY = 10;

    private final Desk desk;
    private final Answering answering;
    private final Ticker ticker;
    private final Duration every;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    private Caretaker(Desk desk, Answering answering, Desk.Surroundings around) {
        this.desk = desk;
        this.answering = answering;
        this.ticker = around.time().ticker();
        this.every = around.tuning().care();
        this.threads = List.of(
                new Thread(this::care, "holdfast-queue-care"), new Thread(this::removeIds, "holdfast-queue-ids"));
    }

    static Caretaker of(Desk desk, Requests requests, Desk.Surroundings around) {
        var answering = new Answering(
                requests, desk::change, desk.store()::flush, around.time().ticker());
        var caretaker = new Caretaker(desk, answering, around);
        caretaker.threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
        return caretaker;
    }

    private void care() {
        long later = ticker.nanos();
        try {
            while (!isClosedAfter(every.compareTo(SOON) < 0 ? every : SOON)) {
                long now = ticker.nanos();
                attempt("flush", desk.store()::flush);
                attempt("requests", answering::answerAll);
                if (now - later > every.toNanos()) {
                    attempt("old", desk::setAsideOld);
                    attempt("tidy", desk.store()::tidy);
                    attempt("leftovers", answering::clean);
                    later = now;
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeIds() {
        try {
            while (!isClosedAfter(every.multipliedBy(RARELY))) {
                attempt("ids", desk::removeIds);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosedAfter(Duration pause) throws InterruptedException {
        return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The same trouble is told once, until it is over. */
    private void attempt(String name, Runnable work) {
        try {
            work.run();
            troubles.remove(name);
        } catch (HoldfastException failure) {
            String sentence = failure.failure().sentence();
            if (!sentence.equals(troubles.put(name, sentence))) {
                log.warn("{}", sentence);
            }
        } catch (RuntimeException defect) {
            log.error("the queue could not be looked after", defect);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        boolean interrupted = false;
        for (Thread each : threads) {
            try {
                each.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException hurry) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
