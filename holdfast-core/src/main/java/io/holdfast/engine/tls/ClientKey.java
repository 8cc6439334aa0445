package io.holdfast.engine.tls;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The client's own certificate and its key. It is shown to every server that asks for one, whichever authorities the server
 * names: a server that does not like it says why, which silence would not tell.
 */
final class ClientKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    ClientKey(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /** The key that is named, if one is. */
    static Optional<ClientKey> of(Encryption encryption) {
        if (encryption.key().isEmpty() && encryption.certificate().isEmpty()) {
            return Optional.empty();
        }
        TlsFile key = encryption
                .key()
                .orElseThrow(
                        () -> incomplete("certificate", encryption.certificate().get()));
        if (key.isPkcs12()) {
            return Optional.of(new Pkcs12(key, encryption.passphrase()).clientKey());
        }
        TlsFile certificate = encryption.certificate().orElseThrow(() -> incomplete("key", key));
        List<X509Certificate> chain = certificate.certificates();
        PrivateKey opened =
                new KeyFile(key, encryption.passphrase()).key(chain.get(0).getPublicKey());
        return Optional.of(new ClientKey(opened, chain));
    }

    private static RuntimeException incomplete(String what, TlsFile file) {
        return Failure.of(
                        ErrorKind.TLS,
                        "%s names the client's %s, and nothing names its other half".formatted(file.setting(), what))
                .withHint("set both tls.certificate and tls.key, or tls.key to a PKCS#12 file (.p12), which holds both")
                .exception();
    }

    List<X509Certificate> chain() {
        return chain;
    }

    private @Nullable String alias(String... types) {
        return List.of(types).contains(key.getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(types);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(types);
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        String alias = alias(type);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}
