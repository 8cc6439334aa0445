package io.holdfast.pool.lending;

import io.holdfast.config.DatabaseConfig;
import io.holdfast.engine.DriverClient;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One client of a {@link ClientPool}: it stays open until it is retired and nothing that began with it goes on. */
final class Generation {
    private final DriverClient client;
    private final DatabaseConfig config;
    private final long login;

    /** The pool has the first hold. */
    private final AtomicInteger holds = new AtomicInteger(1);

    private final AtomicBoolean retired = new AtomicBoolean();

    Generation(DriverClient client, DatabaseConfig config, long login) {
        this.client = client;
        this.config = config;
        this.login = login;
    }

    DriverClient client() {
        return client;
    }

    /** What it was opened for. */
    DatabaseConfig config() {
        return config;
    }

    /** The number of the credentials with which it was opened. */
    long login() {
        return login;
    }

    /** Has it stay open; false if it is closed. */
    boolean hold() {
        return holds.getAndUpdate(now -> now == 0 ? 0 : now + 1) > 0;
    }

    void release() {
        if (holds.decrementAndGet() == 0) {
            client.close();
        }
    }

    /** Nothing begins with it any more. */
    void retire() {
        if (retired.compareAndSet(false, true)) {
            release();
        }
    }

    /** Whether anything that began with it goes on, beside what the pool itself holds. */
    boolean isBusy() {
        return holds.get() > (retired.get() ? 0 : 1);
    }

    boolean isClosed() {
        return holds.get() == 0;
    }
}
