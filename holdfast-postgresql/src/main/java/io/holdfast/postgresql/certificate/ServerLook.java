package io.holdfast.postgresql.certificate;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.postgresql.tls.EncryptedSockets;
import io.holdfast.postgresql.tls.Encryption;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks a server for encryption, shakes hands, and hangs up: for what can be learned from that. No startup message is sent,
 * and so no credential. However the server behaves, it ends in time.
 */
record ServerLook(String host, int port) {
    private static final byte[] ASK_FOR_ENCRYPTION = {0, 0, 0, 8, 0x04, (byte) 0xd2, 0x16, 0x2f};
    private static final int YES = 'S';
    private static final int USUAL_PORT = 5432;

    static ServerLook at(DatabaseUrl url) {
        return new ServerLook(
                url.host().isEmpty() ? "127.0.0.1" : url.host(), url.port() == 0 ? USUAL_PORT : url.port());
    }

    /** The certificates that the server shows, trusted or not; empty where it offers no encryption. */
    Optional<Chain> certificates(Duration timeout) throws IOException {
        return within(timeout, socket -> {
            if (!offersEncryption(socket)) {
                return Optional.empty();
            }
            try (SSLSocket encrypted = shakeHands(EncryptedSockets.curious(), socket)) {
                return Optional.of(new Chain(Stream.of(encrypted.getSession().getPeerCertificates())
                        .map(X509Certificate.class::cast)
                        .toList()));
            }
        });
    }

    /**
     * Shows the client's certificate, and waits for what the server has against it. A server that refuses a client hangs up
     * while the client is still speaking, and what it said last is often lost to those who mind.
     *
     * @throws IOException with the server's objection; a {@link SocketTimeoutException} if it has none
     */
    void introduce(Encryption encryption, Duration timeout) throws IOException {
        within(timeout, socket -> {
            if (offersEncryption(socket)) {
                try (SSLSocket encrypted = shakeHands(new EncryptedSockets(encryption), socket)) {
                    return encrypted.getInputStream().read();
                }
            }
            return YES;
        });
    }

    private <T> T within(Duration timeout, Conversation<T> conversation) throws IOException {
        int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
        long start = System.nanoTime();
        Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Runnable::run);
        try (Socket socket = new UnconcernedSocket()) {
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> hangUp(socket), later);
            try {
                socket.connect(new InetSocketAddress(host, port), millis);
                return conversation.with(socket);
            } catch (IOException e) {
                boolean late = System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(millis);
                throw late ? new SocketTimeoutException("no answer within " + timeout) : e;
            } finally {
                end.cancel(false);
            }
        }
    }

    private static boolean offersEncryption(Socket socket) throws IOException {
        socket.getOutputStream().write(ASK_FOR_ENCRYPTION);
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new EOFException("the server hung up when it was asked for encryption");
        }
        return answer == YES;
    }

    private SSLSocket shakeHands(SSLSocketFactory sockets, Socket socket) throws IOException {
        SSLSocket encrypted = (SSLSocket) sockets.createSocket(socket, host, port, true);
        encrypted.startHandshake();
        return encrypted;
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it ends either way
        }
    }

    @FunctionalInterface
    private interface Conversation<T> {
        T with(Socket socket) throws IOException;
    }
}
