package io.holdfast.engine.tls;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes what encrypted connections are made of. */
final class Contexts {
    private Contexts() {}

    static SSLContext of(Optional<ClientKey> key, X509ExtendedTrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = key.map(own -> new KeyManager[] {own}).orElseGet(() -> new KeyManager[0]);
            context.init(keys, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no TLS", e);
        }
    }

    /** One that accepts every certificate and shows none: for looking, and for nothing else. */
    static SSLContext curious() {
        return of(Optional.empty(), new Anybody());
    }
}
