package io.holdfast.engine.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

    /** One that accepts every certificate, shows none, and tells {@code seen}: for looking, and for nothing else. */
    static SSLContext curious(Consumer<List<X509Certificate>> seen) {
        return of(Optional.empty(), new Anybody() {
            @Override
            void saw(X509Certificate[] chain) {
                seen.accept(List.of(chain));
            }
        });
    }
}
