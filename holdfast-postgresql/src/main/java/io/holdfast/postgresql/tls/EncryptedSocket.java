package io.holdfast.postgresql.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * An encrypted socket that can be closed while another thread is stuck in it: the connection below is closed first, without
 * a farewell.
 *
 * <p>The Java runtime's own sends a farewell when it is closed, and waits for a lock that a blocked writer holds: with a
 * server that takes no more bytes, closing it blocks for ever, and frees nobody. Everything else goes on to it.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock would be one more to be stuck on
final class EncryptedSocket extends SSLSocket {
    private final Socket raw;
    private final SSLSocket encrypted;

    EncryptedSocket(Socket raw, SSLSocket encrypted) {
        this.raw = raw;
        this.encrypted = encrypted;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }

    @Override
    public boolean isClosed() {
        return raw.isClosed();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return encrypted.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return encrypted.getOutputStream();
    }

    @Override
    public void startHandshake() throws IOException {
        encrypted.startHandshake();
    }

    @Override
    public SSLSession getSession() {
        return encrypted.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return encrypted.getHandshakeSession();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return encrypted.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        encrypted.setSSLParameters(parameters);
    }

    @Override
    public String getApplicationProtocol() {
        return encrypted.getApplicationProtocol();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return encrypted.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return encrypted.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        encrypted.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return encrypted.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return encrypted.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        encrypted.setEnabledProtocols(protocols);
    }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
        encrypted.addHandshakeCompletedListener(listener);
    }

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
        encrypted.removeHandshakeCompletedListener(listener);
    }

    @Override
    public void setUseClientMode(boolean mode) {
        encrypted.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return encrypted.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        encrypted.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return encrypted.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        encrypted.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return encrypted.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        encrypted.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return encrypted.getEnableSessionCreation();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        encrypted.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return encrypted.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        encrypted.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return encrypted.getTcpNoDelay();
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        encrypted.setKeepAlive(on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return encrypted.getKeepAlive();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        encrypted.setSendBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return encrypted.getSendBufferSize();
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        encrypted.setReceiveBufferSize(size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return encrypted.getReceiveBufferSize();
    }

    @Override
    public InetAddress getInetAddress() {
        return encrypted.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return encrypted.getLocalAddress();
    }

    @Override
    public int getPort() {
        return encrypted.getPort();
    }

    @Override
    public int getLocalPort() {
        return encrypted.getLocalPort();
    }

    @Override
    public boolean isConnected() {
        return encrypted.isConnected();
    }

    @Override
    public boolean isBound() {
        return encrypted.isBound();
    }

    @Override
    public String toString() {
        return encrypted.toString();
    }
}
