package io.holdfast.engine.tls;

import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Reads the files of an {@link Encryption} for each connection anew: what replaces them takes effect with the next one. */
final class FollowingContext extends SSLContext {

    FollowingContext(Encryption encryption) {
        this(encryption, encryption.context());
    }

    private FollowingContext(Encryption encryption, SSLContext first) {
        super(new Following(encryption), first.getProvider(), first.getProtocol());
    }

    private static final class Following extends SSLContextSpi {
        private final Encryption encryption;

        Following(Encryption encryption) {
            this.encryption = encryption;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random) {
            throw new UnsupportedOperationException("the files say what it is made of");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return new FollowingSockets(encryption);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return encryption.context().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return encryption.context().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return encryption.context().createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return encryption.context().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return encryption.context().getClientSessionContext();
        }
    }
}
