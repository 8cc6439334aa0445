package io.holdfast.testkit.fault;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network in front of one port of this machine that fails in the ways networks fail, when it is told to. It begins by
 * forwarding; every switch may be thrown at any time, from any thread, while connections are open.
 *
 * <p>A connection is accepted before the server is asked: where nobody listens on the server's port, the client is
 * connected first and reset at once. A test that needs a connection to be refused says {@link #refuse()}.
 *
 * <p>Words are found in what is not encrypted, and in statements that are executed by the name they were prepared under.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newCachedThreadPool(FaultProxy::thread);
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Gate gate = new Gate();
    private final Plan plan = new Plan();
    private final Listener listener;
    private volatile int target;

    /** When a connection breaks whose client sends a certain word. */
    public enum Cut {
        /** Before the server gets it: nothing is executed. */
        BEFORE,
        /**
         * While the server gets it: it executes what it got, and the client may learn of the cut sooner. For statements
         * that are sent in one piece.
         */
        DURING,
        /** After the server began to answer: a commit is done by then, and its answer is lost. */
        AFTER,
        /** As {@link #AFTER}, and from then on new connections are refused. */
        AFTER_FOR_GOOD
    }

    private FaultProxy(int target) throws IOException {
        this.target = target;
        this.listener = new Listener(this::admit, threads);
    }

    /** A proxy in front of {@code port} on loopback, forwarding. */
    public static FaultProxy to(int port) {
        try {
            return new FaultProxy(port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A proxy in front of {@code server}, forwarding. */
    public static FaultProxy to(Endpoint server) {
        return to(server.url().port());
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return listener.port();
    }

    /** The same database as {@code server}, by way of this proxy. */
    public Endpoint endpoint(Endpoint server) {
        DatabaseUrl url = server.url();
        var here = new DatabaseUrl(url.engine(), url.embedded(), "127.0.0.1", port(), url.path(), url.parameters());
        return new Endpoint(server.database(), here, server.credentials(), server.tls());
    }

    /** Everything passes; what was held back by a black hole is delivered now, late and in order. */
    public synchronized void forward() {
        gate.open();
        listener.open();
    }

    /** Everything passes, on new connections only: those that are open are reset, and what they held is lost. */
    public synchronized void forwardAnew() {
        resetAll();
        forward();
    }

    /**
     * Nothing passes any more, and nobody is told: connections stay open, new ones are accepted, all are silent. What is
     * sent meanwhile waits for {@link #forward()}, be it bytes, the end of a connection, or its reset. The kernel still
     * acknowledges what it can take, as that of a real hole would not: TCP's own timeouts do not notice this one.
     */
    public synchronized void blackHole() {
        gate.shut();
        listener.open();
    }

    /** As if the host had left the network: open connections are silent, and nobody answers those who connect. */
    public synchronized void unreachable() {
        gate.shut();
        listener.crowd();
    }

    /** As if the server were dead and its host alive: open connections are reset, new ones refused. */
    public synchronized void refuse() {
        listener.shut();
        resetAll();
        gate.open();
    }

    /** Resets every open connection (RST, at once, on both sides); new ones are treated as before. */
    public void resetAll() {
        links.forEach(Link::reset);
    }

    /** Delivers everything later, by {@code toServer} and {@code toClient}; zero is the beginning again. */
    public void delay(Duration toServer, Duration toClient) {
        gate.delay(toServer, toClient);
    }

    /** Cuts the connection whose client sends {@code word} next. */
    public void cut(String word, Cut cut) {
        cutEach(word, cut, 1);
    }

    /** Cuts the next {@code times} connections whose clients send {@code word}; replaces what was planned before. */
    public void cutEach(String word, Cut cut, int times) {
        plan.cut(word, cut, times);
    }

    /** How many connections were cut because of a word. */
    public int cuts() {
        return plan.cuts();
    }

    /** Resets the first connection to which the server sends more than {@code bytes} from now on: it gets so many. */
    public void resetAfter(long bytes) {
        plan.resetAfter(bytes);
    }

    /**
     * How often the server answered what a client had sent: the round trips of clients that wait for each answer before
     * they say more.
     */
    public int answers() {
        return plan.answers();
    }

    /** Leads new connections to another port. */
    public void retarget(int port) {
        target = port;
    }

    /** How many connections were accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** How many connections are open, on one side at least. */
    public int open() {
        return (int) links.stream().filter(link -> !link.isClosed()).count();
    }

    private void admit(Socket client) {
        accepted.incrementAndGet();
        Link link = new Link(client, gate, plan, listener::shut);
        links.add(link);
        link.start(target, threads, () -> links.remove(link));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    }

    /** Resets what is open and frees the port; no thread is left. */
    @Override
    public void close() {
        listener.close();
        resetAll();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("a thread of the proxy does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
