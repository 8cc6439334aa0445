package io.holdfast.mongodb;

import com.mongodb.MongoClientSettings;
import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How the connections to a deployment are encrypted. Where nothing is said, servers beyond this machine must prove in full
 * who they are, and those on loopback are spoken to in plain text. No mode falls back to plain text by itself.
 *
 * @param mode what is demanded
 * @param ca the certificates to trust; empty for those that the Java runtime trusts
 */
record EncryptionTerms(Mode mode, Optional<Path> ca) {
    private static final Set<String> OPTIONS = Set.of("tls", "ssl");

    /** Whether {@code option} of an address is about encryption. */
    static boolean speaks(String option) {
        return OPTIONS.contains(ClientSettings.lower(option));
    }

    /**
     * What {@code endpoint} demands.
     *
     * @throws HoldfastException of kind CONFIGURATION or UNSUPPORTED if that cannot be done
     */
    static EncryptionTerms of(Endpoint endpoint) {
        TlsConfig tls = endpoint.tls();
        Optional<String> said = endpoint.url().parameters().entrySet().stream()
                .filter(each -> speaks(each.getKey()))
                .map(each -> each.getValue())
                .findFirst();
        if (tls.isSaid() && said.isPresent()) {
            throw refused(ErrorKind.CONFIGURATION, "both the address and its tls settings speak of encryption");
        }
        if (tls.certificate().isPresent() || tls.key().isPresent()) {
            throw refused(ErrorKind.UNSUPPORTED, "certificates of the client are not used for MongoDB yet");
        }
        Mode usual = !tls.isSaid() && isHere(endpoint.url().host()) ? Mode.OFF : Mode.VERIFY_FULL;
        Mode mode = said.map(value -> value.equals("false") ? Mode.OFF : Mode.VERIFY_FULL)
                .orElse(tls.mode().orElse(usual));
        if (mode == Mode.REQUIRE) {
            throw refused(ErrorKind.UNSUPPORTED, "encryption with anybody is not offered for MongoDB");
        }
        return new EncryptionTerms(mode, tls.ca());
    }

    private static HoldfastException refused(ErrorKind kind, String sentence) {
        return Failure.of(kind, sentence)
                .withHint("set tls.mode to verify-full, verify-ca or off, and tls.ca to the certificates to trust")
                .exception();
    }

    private static boolean isHere(String hosts) {
        for (String host : hosts.split(",", -1)) {
            String name = host.replaceFirst(":[0-9]+$", "");
            if (!name.equals("localhost") && !isLoopbackAddress(name)) {
                return false;
            }
        }
        return true;
    }

    /** Asks nobody: what is no address is not looked up. */
    private static boolean isLoopbackAddress(String name) {
        if (!name.matches("[0-9.]+|\\[?[0-9a-fA-F:]+]?")) {
            return false;
        }
        try {
            return InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    void applyTo(MongoClientSettings.Builder settings) {
        settings.applyToSslSettings(tls -> {
            tls.enabled(mode != Mode.OFF).invalidHostNameAllowed(mode == Mode.VERIFY_CA);
            ca.filter(file -> mode != Mode.OFF).ifPresent(file -> tls.context(trusting(file)));
        });
    }

    private static SSLContext trusting(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
                store.setCertificateEntry("ca-" + store.size(), each);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException failure) {
            throw Failure.of(ErrorKind.TLS, "the certificates to trust cannot be read from %s".formatted(file))
                    .withHint("set tls.ca to a file with certificates in PEM")
                    .causedBy(failure);
        }
    }
}
