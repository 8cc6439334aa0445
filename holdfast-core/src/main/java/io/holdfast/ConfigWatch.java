package io.holdfast;

import io.holdfast.log.Log;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the configuration's files a few times a second. Looking is all that works everywhere: editors put new files in the
 * place of old ones, clusters turn a link to another folder, and shared folders tell nobody.
 */
final class ConfigWatch implements AutoCloseable {
    private static final Log log = Log.of(ConfigWatch.class);
    private static final Duration EVERY = Duration.ofMillis(250);

    private final Runnable look;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** One that does {@code look} again and again, once it is started. */
    ConfigWatch(Runnable look) {
        this.look = look;
    }

    void start() {
        var thread = new Thread(this::run, "holdfast-config");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException ended) {
            log.debug("the configuration is not looked at any more");
        }
    }

    private void look() {
        try {
            look.run();
        } catch (RuntimeException | Error defect) {
            log.error("a look at the configuration failed; it goes on", defect);
        }
    }

    /** Looks no more. */
    @Override
    public void close() {
        closed.countDown();
    }
}
