package io.holdfast.engine.tls;

import io.holdfast.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PKCS#12 file: a key and its certificates, under whatever name they have in it. */
record Pkcs12(TlsFile file, Optional<Secret> passphrase) {

    ClientKey clientKey() {
        char[] secret = passphrase.map(Secret::reveal).orElse("").toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file.bytes()), secret);
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.getKey(alias, secret);
                if (key instanceof PrivateKey found && store.getCertificateChain(alias) != null) {
                    return new ClientKey(found, chain(store, alias));
                }
            }
            throw file.refused("holds no key with a certificate", new GeneralSecurityException("no such entry"));
        } catch (IOException | GeneralSecurityException e) {
            throw file.refused(closed(e) ? lock() : "cannot be read as PKCS#12", e);
        }
    }

    private static List<X509Certificate> chain(KeyStore store, String alias) throws GeneralSecurityException {
        return Stream.of(store.getCertificateChain(alias))
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** The Java runtime wraps what it found wrong with the passphrase. */
    private static boolean closed(Exception failure) {
        return failure.getCause() instanceof UnrecoverableKeyException || failure instanceof UnrecoverableKeyException;
    }

    private String lock() {
        return passphrase.isPresent()
                ? "cannot be opened with the passphrase in tls.passphrase"
                : "is locked with a passphrase, and tls.passphrase is not set";
    }
}
