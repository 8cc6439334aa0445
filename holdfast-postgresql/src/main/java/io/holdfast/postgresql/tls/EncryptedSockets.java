package io.holdfast.postgresql.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Makes the encrypted sockets of the driver, which knows this class by its name and makes one for each connection.
 *
 * <p>The driver's own cannot show a client certificate to a server that the Java runtime trusts, reads only some of the
 * forms in which keys are stored, and asks on the console for a passphrase that is missing.
 */
public final class EncryptedSockets extends SSLSocketFactory {
    private final SSLSocketFactory sockets;

    /** Sockets as the driver's {@code properties} demand them. */
    public EncryptedSockets(Properties properties) {
        this(Encryption.in(properties));
    }

    /** Sockets as {@code encryption} demands them; the server's name is compared by whoever connects. */
    public EncryptedSockets(Encryption encryption) {
        this.sockets = context(
                ClientKey.of(encryption).map(key -> new KeyManager[] {key}).orElseGet(() -> new KeyManager[0]),
                Trust.of(encryption));
    }

    /** Sockets that accept every certificate and show none: for looking, and for nothing else. */
    public static SSLSocketFactory curious() {
        return context(new KeyManager[0], new Anybody());
    }

    private static SSLSocketFactory context(KeyManager[] keys, TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no TLS", e);
        }
    }

    @Override
    public Socket createSocket(Socket raw, String host, int port, boolean autoClose) throws IOException {
        return new EncryptedSocket(raw, (SSLSocket) sockets.createSocket(raw, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return sockets.createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return sockets.createSocket(host, port, local, localPort);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
