package io.holdfast.testkit.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server that says again whatever it hears, and remembers it. */
final class Echo implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final StringBuffer heard = new StringBuffer();
    private final String before;
    private volatile CountDownLatch silence = new CountDownLatch(0);

    /** Says {@code before} before each of its answers. */
    Echo(String before) throws IOException {
        this.before = before;
        threads.submit(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    String heard() {
        return heard.toString();
    }

    /** Answers nobody until this is counted down. */
    CountDownLatch fallSilent() {
        silence = new CountDownLatch(1);
        return silence;
    }

    private Void accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            sockets.add(socket);
            threads.submit(() -> answer(socket));
        }
    }

    private Void answer(Socket socket) throws Exception {
        try (socket) {
            byte[] buffer = new byte[4096];
            for (int count = socket.getInputStream().read(buffer);
                    count >= 0;
                    count = socket.getInputStream().read(buffer)) {
                String text = new String(buffer, 0, count, ISO_8859_1);
                heard.append(text);
                silence.await();
                socket.getOutputStream().write((before + text).getBytes(ISO_8859_1));
            }
            heard.append('.');
        } catch (IOException reset) {
            heard.append('!');
        }
        return null;
    }

    @Override
    public void close() throws Exception {
        listener.close();
        threads.shutdownNow();
        do {
            for (Socket socket : sockets) {
                socket.close();
            }
        } while (!threads.awaitTermination(10, TimeUnit.MILLISECONDS));
    }
}
