package io.holdfast.mongodb;

import io.holdfast.testkit.MadeCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Stands before a server that speaks plain text, and speaks TLS to its clients. What it shows and what it demands can be
 * changed while it runs, and holds for the next connection.
 */
final class TlsDoor implements AutoCloseable {
    private static final int HANDSHAKE = 0x16;

    private final int behind;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> clients = new CopyOnWriteArrayList<>();
    private volatile MadeCertificate shown;
    private volatile Optional<MadeCertificate> clientAuthority = Optional.empty();
    private volatile boolean wordless;
    private volatile boolean plain;
    private volatile String newest = "TLSv1.3";

    /** Before {@code server}; shows {@code certificate} at first. */
    TlsDoor(InMemoryServer server, MadeCertificate certificate) throws IOException {
        this.behind = server.port();
        this.shown = certificate;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        begin(this::let);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void show(MadeCertificate certificate) {
        shown = certificate;
    }

    /** Lets in whoever has a certificate of {@code authority}; the others are told why not. */
    void demand(MadeCertificate authority) {
        clientAuthority = Optional.of(authority);
    }

    /** Hangs up on whoever shows no certificate, as MongoDB does: after the handshake, without a word. */
    void demandWithoutAWord() {
        wordless = true;
    }

    /** Speaks plain text from now on, and hangs up on whoever begins a handshake, as MongoDB does. */
    void withoutEncryption() {
        plain = true;
    }

    /** The newest version of TLS that it speaks. */
    void newest(String version) {
        newest = version;
    }

    /** The names in the certificates of those who were let in. */
    List<String> clients() {
        return clients;
    }

    /** Ends every connection that is open. */
    void cut() {
        open.forEach(TlsDoor::close);
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }

    private void let() {
        try {
            while (true) {
                Socket raw = entrance.accept();
                open.add(raw);
                begin(() -> converse(raw));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void converse(Socket raw) {
        if (plain) {
            converseInPlainText(raw);
            return;
        }
        try (raw;
                SSLSocket client = encrypted(raw)) {
            client.startHandshake();
            if (wordless && !isKnown(client)) {
                return;
            }
            note(client);
            forward(client);
        } catch (IOException | GeneralSecurityException refused) {
            // the client has been told, and the tests look at what it makes of that
            close(raw);
        } finally {
            open.remove(raw);
        }
    }

    private void converseInPlainText(Socket raw) {
        try (raw) {
            int first = raw.getInputStream().read();
            if (first != HANDSHAKE) {
                forward(raw, first);
            }
        } catch (IOException ended) {
            close(raw);
        }
    }

    private void forward(Socket client, int... begun) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            open.add(server);
            for (int each : begun) {
                server.getOutputStream().write(each);
            }
            begin(() -> copy(server, client));
            copy(client, server);
            open.remove(server);
        }
    }

    private void note(SSLSocket client) throws SSLException {
        if (isKnown(client)) {
            clients.add(client.getSession().getPeerPrincipal().getName());
        }
    }

    private static boolean isKnown(SSLSocket client) {
        try {
            return client.getSession().getPeerCertificates().length > 0;
        } catch (SSLException nobody) {
            return false;
        }
    }

    private SSLSocket encrypted(Socket raw) throws IOException, GeneralSecurityException {
        SSLSocket client = (SSLSocket) context().getSocketFactory().createSocket(raw, null, raw.getPort(), true);
        client.setUseClientMode(false);
        client.setEnabledProtocols(
                newest.equals("TLSv1.3") ? new String[] {"TLSv1.3", "TLSv1.2"} : new String[] {newest});
        client.setNeedClientAuth(clientAuthority.isPresent());
        return client;
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore own = empty();
        own.setKeyEntry("own", shown.key(), new char[0], shown.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        KeyStore trusted = empty();
        X509Certificate authority = clientAuthority.orElse(shown).own();
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // the other direction is ended, too
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void begin(Runnable work) {
        var thread = new Thread(work, "tls-door");
        thread.setDaemon(true);
        thread.start();
    }
}
