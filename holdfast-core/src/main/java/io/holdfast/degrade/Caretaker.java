package io.holdfast.degrade;

import io.holdfast.log.Log;
import io.holdfast.error.HoldfastException;
import io.holdfast.resilience.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;



/** Does in a thread of its own what a queue needs now and then; what fails is done again the next time. */
final class Caretaker implements AutoCloseable {
    private static final Log log = Log.of(Caretaker.class);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration LATER = Duration.ofSeconds(2);
    private static final Duration RARELY = Duration.ofSeconds(20);

    private final Desk desk;
    private final Requests requests;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private String lastTrouble = "";

    private Caretaker(Desk desk, Requests requests, Ticker ticker) {
        this.desk = desk;
        this.requests = requests;
        this.thread = new Thread(() -> care(ticker), "holdfast-queue-care");
        thread.setDaemon(true);
    }

    static Caretaker of(Desk desk, Requests requests, Ticker ticker) {
        var caretaker = new Caretaker(desk, requests, ticker);
        caretaker.thread.start();
        return caretaker;
    }

    private void care(Ticker ticker) {
        long later = ticker.nanos();
        long rarely = later;
        try {
            while (!closing.await(SOON.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = ticker.nanos();
                attempt(desk.store()::flush);
                attempt(() -> requests.answerAll(desk));
                if (now - later > LATER.toNanos()) {
                    attempt(desk::setAsideOld);
                    attempt(desk.store()::tidy);
                    later = now;
                }
                if (now - rarely > RARELY.toNanos()) {
                    attempt(desk::removeIds);
                    rarely = now;
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same trouble is told once. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (HoldfastException failure) {
            String sentence = failure.failure().sentence();
            if (!sentence.equals(lastTrouble)) {
                lastTrouble = sentence;
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
