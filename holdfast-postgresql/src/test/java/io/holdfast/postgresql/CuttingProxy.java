package io.holdfast.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A connection in the middle that breaks when the client sends a word. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int target;
    private volatile String word = "";
    private volatile Cut cut = Cut.BEFORE;

    /** When the connection breaks. */
    enum Cut {
        BEFORE,
        AFTER,
        AFTER_FOR_GOOD
    }

    CuttingProxy(int target) throws IOException {
        this.target = target;
        threads.submit(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Breaks the connection that sends {@code word} next. */
    void at(String word, Cut cut) {
        this.cut = cut;
        this.word = word;
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            threads.submit(() -> toServer(client, server));
            threads.submit(() -> toClient(server, client));
        }
    }

    private Void toServer(Socket client, Socket server) throws IOException {
        byte[] buffer = new byte[65536];
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
            boolean hit = !word.isEmpty() && new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains(word);
            if (hit) {
                word = "";
                client.close();
            }
            if (!hit || cut != Cut.BEFORE) {
                out.write(buffer, 0, count);
                out.flush();
            }
            if (hit && cut == Cut.AFTER_FOR_GOOD) {
                listener.close();
            }
            if (hit) {
                server.shutdownOutput();
                return null;
            }
        }
        server.close();
        return null;
    }

    private Void toClient(Socket server, Socket client) throws IOException {
        try (server;
                client) {
            server.getInputStream().transferTo(client.getOutputStream());
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
