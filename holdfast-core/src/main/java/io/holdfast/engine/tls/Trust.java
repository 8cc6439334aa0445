package io.holdfast.engine.tls;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust. A certificate that is trusted by itself, without an authority, must be valid on this day, too: the Java
 * runtime does not look at its dates.
 */
final class Trust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager authorities;

    private Trust(X509ExtendedTrustManager authorities) {
        this.authorities = authorities;
    }

    static X509ExtendedTrustManager of(Encryption encryption) {
        if (!encryption.verifies()) {
            return new Anybody();
        }
        return encryption.ca().isPresent() ? ofFile(encryption.ca().get()) : ofRuntime();
    }

    private static Trust ofFile(TlsFile file) {
        List<X509Certificate> certificates = file.certificates();
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("ca-" + i, certificates.get(i));
            }
            return in(store);
        } catch (GeneralSecurityException | IOException e) {
            throw file.refused("cannot be used to tell whom to trust", e);
        }
    }

    private static Trust ofRuntime() {
        try {
            Trust runtime = in(null);
            if (runtime.getAcceptedIssuers().length == 0) {
                throw Failure.of(ErrorKind.TLS, "the Java runtime trusts nobody")
                        .withHint("name the authorities to trust in tls.ca, or correct javax.net.ssl.trustStore")
                        .exception();
            }
            return runtime;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime cannot say whom it trusts", e);
        }
    }

    private static Trust in(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .map(Trust::new)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("the Java runtime has no such trust manager"));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authorities.checkServerTrusted(chain, type, socket);
        chain[0].checkValidity();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        authorities.checkServerTrusted(chain, type, engine);
        chain[0].checkValidity();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.checkServerTrusted(chain, type);
        chain[0].checkValidity();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authorities.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        authorities.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
