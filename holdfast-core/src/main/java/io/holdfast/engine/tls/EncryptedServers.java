package io.holdfast.engine.tls;

import io.holdfast.config.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** Servers of one engine, as far as encryption is concerned. Safe for use by many threads. */
public interface EncryptedServers {

    /** The engine's own words. */
    ServerWords words();

    /**
     * What is demanded of connections to {@code endpoint}.
     *
     * @throws io.holdfast.error.HoldfastException if what is said contradicts itself, or would fall back to plain text
     */
    Encryption demanded(Endpoint endpoint);

    /** The servers that the address of {@code endpoint} names, not looked up; empty where it names none by itself. */
    List<InetSocketAddress> addresses(Endpoint endpoint);

    /** Whether all of them are on this machine. */
    default boolean areHere(Endpoint endpoint) {
        List<InetSocketAddress> named = addresses(endpoint);
        return !named.isEmpty()
                && named.stream().map(InetSocketAddress::getHostString).allMatch(Loopback::is);
    }

    /**
     * Asks for encryption on a connection that was just opened, without a credential.
     *
     * @return whether the handshake can begin
     */
    boolean offersEncryption(Socket raw) throws IOException;

    /**
     * A question in plain text, for a server that hung up; empty where {@link #offersEncryption} is such a question already.
     */
    Optional<PlainQuestion> plainQuestion();

    /** What an exception of the engine's driver says by itself; empty where only the causes tell. */
    Optional<TlsProblem> driverSays(Throwable failure);

    /** A question in plain text, with which no credential is sent. */
    @FunctionalInterface
    interface PlainQuestion {

        /** Whether the server answers on {@code raw}, a connection that was just opened. */
        boolean isAnswered(Socket raw) throws IOException;
    }
}
