package io.holdfast.engine.tls;

import io.holdfast.error.HoldfastException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/** Makes each socket by what the files of an {@link Encryption} say then; a file that cannot be read fails that socket. */
final class FollowingSockets extends SSLSocketFactory {
    private final Encryption encryption;

    FollowingSockets(Encryption encryption) {
        this.encryption = encryption;
    }

    private SSLSocketFactory now() throws SSLException {
        try {
            return encryption.context().getSocketFactory();
        } catch (HoldfastException unreadable) {
            throw new SSLException("a file that encryption needs cannot be read", unreadable);
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        return now().createSocket();
    }

    @Override
    public Socket createSocket(Socket raw, String host, int port, boolean autoClose) throws IOException {
        return now().createSocket(raw, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return now().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return now().createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return now().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return now().createSocket(host, port, local, localPort);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return encryption.context().getDefaultSSLParameters().getCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return encryption.context().getSupportedSSLParameters().getCipherSuites();
    }
}
