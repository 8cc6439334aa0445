package io.holdfast.testkit.fault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The door of a proxy: open, shut, or so crowded that nobody gets an answer.
 *
 * <p>A crowded door is how a dropped SYN is made without rights over the network: nobody is let in any more, the queue
 * before the door is filled with connections of our own, and from then on the kernel ignores whoever knocks. The port is
 * never given up: while the door is shut, a socket that does not listen keeps it.
 */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final Duration NO_ANSWER = Duration.ofMillis(120);
    private static final Duration ENTERING = Duration.ofSeconds(2);
    private static final int SURELY = 2;

    private final Consumer<Socket> guests;
    private final Executor threads;
    private final InetSocketAddress address;
    private final List<Socket> crowd = new ArrayList<>();
    private final Set<Integer> crowdPorts = new HashSet<>();
    private ServerSocket door;
    private Socket keeper = new Socket();
    private State state = State.OPEN;
    private int porters;

    private enum State {
        OPEN,
        CROWDED,
        SHUT
    }

    /** An open door on a free port. */
    Listener(Consumer<Socket> guests, Executor threads) throws IOException {
        this.guests = guests;
        this.threads = threads;
        this.door = doorAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), door.getLocalPort());
        welcome();
    }

    int port() {
        return address.getPort();
    }

    /** Lets in whoever knocks. */
    synchronized void open() {
        try {
            if (state == State.SHUT) {
                door = doorAt(address);
                keeper.close();
                welcome();
            }
            disperse();
            become(State.OPEN);
            awaitRoom();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Refuses whoever knocks. */
    synchronized void shut() {
        if (state == State.SHUT) {
            return;
        }
        become(State.SHUT);
        try {
            door.close();
            awaitPorters();
            keeper = new Socket();
            keeper.setReuseAddress(true);
            keeper.bind(address);
            disperse();
            crowdPorts.clear();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Answers nobody, from the moment this returns. */
    synchronized void crowd() {
        open();
        become(State.CROWDED);
        try {
            for (int unanswered = 0; unanswered < SURELY; ) {
                unanswered = join() ? 0 : unanswered + 1;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether one more got into the queue. */
    private boolean join() throws IOException {
        Socket one = new Socket();
        try {
            one.connect(address, (int) NO_ANSWER.toMillis());
        } catch (SocketTimeoutException full) {
            one.close();
            return false;
        }
        crowd.add(one);
        crowdPorts.add(one.getLocalPort());
        return true;
    }

    private void disperse() throws IOException {
        for (Socket each : crowd) {
            each.close();
        }
        crowd.clear();
    }

    /** Whoever knocks while our crowd is still coming in gets no answer, and knocks again only after a second. */
    private void awaitRoom() throws InterruptedIOException {
        long end = System.nanoTime() + ENTERING.toNanos();
        try {
            for (long left = ENTERING.toNanos(); !crowdPorts.isEmpty() && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** A door that somebody stands in is not shut yet, whatever was said to it. */
    private void awaitPorters() throws InterruptedIOException {
        try {
            while (porters > 0) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private void become(State next) {
        state = next;
        notifyAll();
    }

    private static ServerSocket doorAt(InetSocketAddress address) throws IOException {
        ServerSocket door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(address, BACKLOG);
        return door;
    }

    private void welcome() {
        ServerSocket opened = door;
        porters++;
        threads.execute(() -> welcome(opened));
    }

    private void welcome(ServerSocket opened) {
        try {
            while (true) {
                admit(opened, opened.accept());
            }
        } catch (IOException shut) {
            // nobody comes through this door any more
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            leave();
        }
    }

    private synchronized void leave() {
        porters--;
        notifyAll();
    }

    private synchronized void admit(ServerSocket opened, Socket guest) throws IOException, InterruptedException {
        while (state == State.CROWDED && !opened.isClosed()) {
            wait();
        }
        boolean ours = crowdPorts.remove(guest.getPort());
        notifyAll();
        if (ours || opened.isClosed()) {
            guest.setSoLinger(true, 0);
            guest.close();
        } else {
            guests.accept(guest);
        }
    }

    @Override
    public synchronized void close() {
        shut();
        try {
            keeper.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
