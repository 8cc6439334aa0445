package io.holdfast.degrade;

import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does in a thread of its own what a queue needs now and then; what fails is done again the next time. */
final class Caretaker implements AutoCloseable {
    private static final Log log = Log.of(Caretaker.class);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final int RARELY = 10;

    private final Desk desk;
    private final Requests requests;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final Duration every;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    private Caretaker(Desk desk, Requests requests, Desk.Surroundings around) {
        Ticker ticker = around.time().ticker();
        this.every = around.tuning().care();
        this.desk = desk;
        this.requests = requests;
        this.thread = new Thread(() -> care(ticker), "holdfast-queue-care");
        thread.setDaemon(true);
    }

    static Caretaker of(Desk desk, Requests requests, Desk.Surroundings around) {
        var caretaker = new Caretaker(desk, requests, around);
        caretaker.thread.start();
        return caretaker;
    }

    private void care(Ticker ticker) {
        long later = ticker.nanos();
        long rarely = later;
        try {
            while (!closing.await(Math.min(SOON.toMillis(), every.toMillis()), TimeUnit.MILLISECONDS)) {
                long now = ticker.nanos();
                attempt("flush", desk.store()::flush);
                attempt("requests", () -> requests.answerAll(desk));
                if (now - later > every.toNanos()) {
                    attempt("old", desk::setAsideOld);
                    attempt("tidy", desk.store()::tidy);
                    later = now;
                }
                if (now - rarely > every.multipliedBy(RARELY).toNanos()) {
                    attempt("ids", desk::removeIds);
                    rarely = now;
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
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
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException hurry) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
