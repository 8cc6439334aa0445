package io.holdfast.testkit.fault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Where everything passes that a proxy delivers: at once, late, or not for now. */
final class Gate {
    /**
     * How long a delivery that has begun is waited for when the gate shuts. It takes longer only where the receiver does
     * not read, and then it cannot be told from one that never ends.
     */
    private static final Duration SETTLING = Duration.ofMillis(200);

    private State state = State.OPEN;
    private Duration toServer = Duration.ZERO;
    private Duration toClient = Duration.ZERO;
    private int delivering;

    private enum State {
        OPEN,
        SHUT
    }

    /** One thing that is delivered. */
    @FunctionalInterface
    interface Delivery {
        void deliver() throws IOException;
    }

    synchronized void open() {
        state = State.OPEN;
        notifyAll();
    }

    /** Shuts; what had begun to pass has passed when this returns. */
    synchronized void shut() {
        state = State.SHUT;
        long end = System.nanoTime() + SETTLING.toNanos();
        try {
            for (long left = SETTLING.toNanos(); delivering > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void delay(Duration towardsServer, Duration towardsClient) {
        toServer = towardsServer;
        toClient = towardsClient;
    }

    synchronized Duration delayToServer() {
        return toServer;
    }

    synchronized Duration delayToClient() {
        return toClient;
    }

    /**
     * Delivers after {@code delay}, once the gate is open.
     *
     * @throws IOException if the delivery fails, or {@code link} was closed while it waited
     */
    void pass(Link link, Duration delay, Delivery delivery) throws IOException {
        enter(link, System.nanoTime() + delay.toNanos());
        try {
            delivery.deliver();
        } finally {
            leave();
        }
    }

    /** Lets those who wait look whether their link is still there. */
    synchronized void wake() {
        notifyAll();
    }

    private synchronized void enter(Link link, long due) throws IOException {
        try {
            long left = due - System.nanoTime();
            while (!link.isClosed() && (state == State.SHUT || left > 0)) {
                TimeUnit.NANOSECONDS.timedWait(this, state == State.SHUT ? Long.MAX_VALUE : left);
                left = due - System.nanoTime();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        if (link.isClosed()) {
            throw new IOException("the connection was closed");
        }
        delivering++;
    }

    private synchronized void leave() {
        delivering--;
        notifyAll();
    }
}
