package io.holdfast.engine.tls;

import io.holdfast.engine.tls.EncryptedServers.PlainQuestion;
import io.holdfast.log.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Asks a server for encryption, shakes hands, and hangs up: for what can be learned from that. No credential is sent.
 * However the server behaves, it ends in time.
 *
 * @param servers who knows how servers of its kind are asked
 * @param address the server's, not looked up
 */
record ServerLook(EncryptedServers servers, InetSocketAddress address) {
    private static final Log LOG = Log.of(ServerLook.class);

    /**
     * The certificates that the server shows, trusted or not; empty where it offers no encryption. They come before the
     * server asks for the client's, and count even if it hangs up for want of one.
     */
    Optional<Chain> certificates(Duration timeout) throws IOException {
        List<X509Certificate> seen = new CopyOnWriteArrayList<>();
        return within(timeout, socket -> {
            if (!servers.offersEncryption(socket)) {
                return Optional.empty();
            }
            try {
                shakeHands(Contexts.curious(seen::addAll), socket).close();
            } catch (IOException e) {
                if (seen.isEmpty()) {
                    throw e;
                }
                LOG.debug("the server hung up once it had shown its certificate", e);
            }
            return Chain.of(seen);
        });
    }

    /**
     * Shows the client's certificate, and waits for what the server has against it. A server that refuses a client hangs up
     * while the client is still speaking, and what it said last is often lost to those who mind.
     *
     * @return whether the server hung up without a word once hands were shaken
     * @throws IOException with the server's objection; a {@link SocketTimeoutException} if it has none
     */
    boolean introduce(Encryption encryption, Duration timeout) throws IOException {
        return within(timeout, socket -> {
            if (!servers.offersEncryption(socket)) {
                return false;
            }
            try (SSLSocket encrypted = shakeHands(encryption.context(), socket)) {
                return encrypted.getInputStream().read() < 0;
            }
        });
    }

    /** Whether it answers {@code question}. */
    boolean answers(PlainQuestion question, Duration timeout) throws IOException {
        return within(timeout, question::isAnswered);
    }

    private <T> T within(Duration timeout, Conversation<T> conversation) throws IOException {
        int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
        long start = System.nanoTime();
        Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Runnable::run);
        try (Socket socket = new UnconcernedSocket()) {
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> hangUp(socket), later);
            try {
                socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), millis);
                return conversation.with(socket);
            } catch (IOException e) {
                boolean late = System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(millis);
                throw late ? new SocketTimeoutException("no answer within " + timeout) : e;
            } finally {
                end.cancel(false);
            }
        }
    }

    private SSLSocket shakeHands(SSLContext context, Socket socket) throws IOException {
        SSLSocket encrypted = (SSLSocket)
                context.getSocketFactory().createSocket(socket, address.getHostString(), address.getPort(), true);
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
