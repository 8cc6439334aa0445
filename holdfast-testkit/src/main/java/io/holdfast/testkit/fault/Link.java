package io.holdfast.testkit.fault;

import io.holdfast.testkit.fault.FaultProxy.Cut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One client's connection through a proxy: a thread for each direction. */
final class Link {
    private static final int CHUNK = 1 << 16;

    private final Socket client;
    private final Socket server = new Socket();
    private final Gate gate;
    private final Plan plan;
    private final Runnable refuse;
    private final Speech speech = new Speech();
    private final AtomicInteger directions = new AtomicInteger(2);
    private volatile Answers answers = Answers.DELIVERED;
    private volatile boolean asked;
    private Plan.Quota quota = Plan.Quota.NONE;
    private long quotaLeft = Long.MAX_VALUE;

    /** What becomes of the server's answers. */
    private enum Answers {
        DELIVERED,
        /** The next one cuts the connection. */
        AWAITED,
        /** The next one cuts the connection, and no other is accepted. */
        AWAITED_FOR_GOOD,
        LOST
    }

    /** Something that takes what one side sent. */
    @FunctionalInterface
    private interface Sink {
        void take(byte[] chunk) throws IOException;
    }

    /** A connection of {@code client}; {@code refuse} keeps others out for good. */
    Link(Socket client, Gate gate, Plan plan, Runnable refuse) {
        this.client = client;
        this.gate = gate;
        this.plan = plan;
        this.refuse = refuse;
    }

    /** Connects to {@code port} as soon as anything may pass, and carries bytes both ways until both ends are closed. */
    void start(int port, Executor threads, Runnable ended) {
        threads.execute(() -> {
            try {
                gate.pass(this, Duration.ZERO, () -> connect(port));
                threads.execute(() -> carry(server, client, gate::delayToClient, this::toClient, ended));
            } catch (IOException | RejectedExecutionException nobodyThere) {
                reset();
                ended.run();
                return;
            }
            carry(client, server, gate::delayToServer, this::toServer, ended);
        });
    }

    private void connect(int port) throws IOException {
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setTcpNoDelay(true);
        client.setTcpNoDelay(true);
    }

    private void carry(Socket from, Socket to, Supplier<Duration> delay, Sink sink, Runnable ended) {
        byte[] buffer = new byte[CHUNK];
        try {
            for (int count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                byte[] chunk = Arrays.copyOf(buffer, count);
                gate.pass(this, delay.get(), () -> sink.take(chunk));
            }
            gate.pass(this, delay.get(), to::shutdownOutput);
        } catch (IOException | RuntimeException broken) {
            breakOff();
        }
        if (directions.decrementAndGet() == 0) {
            close();
            ended.run();
        }
    }

    private void toServer(byte[] chunk) throws IOException {
        asked = true;
        Optional<Cut> cut = plan.hears(speech, chunk);
        if (cut.isEmpty()) {
            server.getOutputStream().write(chunk);
            return;
        }
        switch (cut.get()) {
            case BEFORE -> lose();
            case DURING -> {
                server.getOutputStream().write(chunk);
                lose();
            }
            case AFTER -> awaitAnswer(Answers.AWAITED, chunk);
            case AFTER_FOR_GOOD -> awaitAnswer(Answers.AWAITED_FOR_GOOD, chunk);
        }
    }

    private void awaitAnswer(Answers next, byte[] chunk) throws IOException {
        answers = next;
        server.getOutputStream().write(chunk);
    }

    private void toClient(byte[] chunk) throws IOException {
        if (asked) {
            asked = false;
            plan.didAnswer();
        }
        switch (answers) {
            case DELIVERED -> deliver(chunk);
            case AWAITED -> lose();
            case AWAITED_FOR_GOOD -> {
                refuse.run();
                lose();
            }
            case LOST -> {}
        }
    }

    /** The server keeps what it has and is told that no more will come; the client is left alone. */
    private void lose() throws IOException {
        answers = Answers.LOST;
        server.shutdownOutput();
        plan.didCut();
        client.close();
    }

    private void deliver(byte[] chunk) throws IOException {
        Plan.Quota current = plan.quota();
        if (current != quota) {
            quota = current;
            quotaLeft = current.bytes();
        }
        if (chunk.length > quotaLeft && quota.claim()) {
            client.getOutputStream().write(chunk, 0, (int) quotaLeft);
            reset();
            return;
        }
        quotaLeft = Math.max(0, quotaLeft - chunk.length);
        client.getOutputStream().write(chunk);
    }

    /** One side is broken: the other learns it, as soon as anything may pass. */
    private void breakOff() {
        if (answers == Answers.LOST) {
            return;
        }
        try {
            gate.pass(this, Duration.ZERO, this::reset);
        } catch (IOException closed) {
            reset();
        }
    }

    boolean isClosed() {
        return client.isClosed() && server.isClosed();
    }

    /** Ends both sides with a RST. */
    void reset() {
        reset(client);
        reset(server);
        gate.wake();
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // it has no connection any more
        }
    }

    private void close() {
        try {
            client.close();
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
