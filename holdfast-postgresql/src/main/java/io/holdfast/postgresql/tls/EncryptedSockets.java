package io.holdfast.postgresql.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the encrypted sockets of the driver, which knows this class by its name and makes one for each connection.
 *
 * <p>The driver's own cannot show a client certificate to a server that the Java runtime trusts, reads only some of the
 * forms in which keys are stored, and asks on the console for a passphrase that is missing.
 */
public final class EncryptedSockets extends SSLSocketFactory {
    private final SSLSocketFactory sockets;

    /** Sockets as the driver's {@code properties} demand them; the server's name is compared by whoever connects. */
    public EncryptedSockets(Properties properties) {
        this.sockets = EncryptionProperties.read(properties).context().getSocketFactory();
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
