package io.holdfast.engine.tls;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.log.Log;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What is demanded of the connections to one endpoint, wherever that is said: in the settings under {@code tls}, in the
 * address, or nowhere. Where nothing is said, a server beyond this machine must prove in full who it is, and one on
 * loopback is spoken to in plain text. No mode falls back to plain text by itself.
 *
 * @param mode what is demanded
 * @param ca the certificates to trust; empty for those that the Java runtime trusts
 * @param certificate the client's own certificate
 * @param key its key
 * @param passphrase the key's passphrase
 */
public record Encryption(
        Mode mode,
        Optional<TlsFile> ca,
        Optional<TlsFile> certificate,
        Optional<TlsFile> key,
        Optional<Secret> passphrase) {
    private static final Log LOG = Log.of(Encryption.class);

    /**
     * What is demanded of connections to {@code endpoint}.
     *
     * @param address what the address says of encryption, if it says anything
     * @param here whether every server that the address names is on this machine
     * @throws io.holdfast.error.ConfigurationException if what is said contradicts itself
     */
    public static Encryption of(Endpoint endpoint, Optional<Encryption> address, boolean here) {
        TlsConfig tls = endpoint.tls();
        if (tls.isSaid() && address.isPresent()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "both the address and its tls settings speak of encryption")
                    .withHint("write it in the tls settings, and take the parameters out of the address")
                    .exception();
        }
        boolean plain = here && !tls.isSaid() && address.isEmpty();
        if (plain) {
            LOG.debug(
                    "connections to {} are not encrypted: the server is on this machine",
                    endpoint.url().host());
        }
        Encryption said = address.orElseGet(() -> of(tls, plain ? Mode.OFF : Mode.VERIFY_FULL));
        if (said.mode() == Mode.REQUIRE && said.ca().isPresent()) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "encryption with anybody is demanded, and certificates to trust are named")
                    .withHint("set tls.mode to verify-full or verify-ca, or remove tls.ca")
                    .exception();
        }
        return said;
    }

    /** Who names certificates wants them used, on loopback, too. */
    private static Encryption of(TlsConfig tls, Mode unsaid) {
        return new Encryption(
                tls.mode().orElse(unsaid),
                tls.ca().map(path -> new TlsFile(path, "tls.ca")),
                tls.certificate().map(path -> new TlsFile(path, "tls.certificate")),
                tls.key().map(path -> new TlsFile(path, "tls.key")),
                tls.passphrase());
    }

    /** {@code mode}, with the authorities of the Java runtime and without a certificate of the client. */
    public static Encryption in(Mode mode) {
        return new Encryption(mode, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A copy that trusts {@code authorities}; those of the Java runtime if that is empty. */
    public Encryption trusting(Optional<TlsFile> authorities) {
        return new Encryption(mode, authorities, certificate, key, passphrase);
    }

    /** Whether anything is encrypted. */
    public boolean isOn() {
        return mode != Mode.OFF;
    }

    /** Whether the server must prove who it is. */
    public boolean verifies() {
        return mode == Mode.VERIFY_FULL || mode == Mode.VERIFY_CA;
    }

    /** The mode as it is written in settings. */
    public String word() {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The client's own certificate and those above it; none where none is named, or nothing is encrypted.
     *
     * @throws io.holdfast.error.HoldfastException naming the file that cannot be read, and its setting
     */
    public List<X509Certificate> clientCertificates() {
        return isOn() ? ClientKey.of(this).map(ClientKey::chain).orElse(List.of()) : List.of();
    }

    /**
     * Reads every file that is named, so that a mistake is found before a server is asked.
     *
     * @throws io.holdfast.error.HoldfastException naming the file that cannot be read, and its setting
     */
    public void readFiles() {
        ca.ifPresent(TlsFile::certificates);
        ClientKey.of(this);
    }

    /**
     * Makes encrypted connections, by what the files say now; the server's name is compared by whoever connects.
     *
     * @throws io.holdfast.error.HoldfastException naming the file that cannot be read, and its setting
     */
    public SSLContext context() {
        return Contexts.of(ClientKey.of(this), Trust.of(this));
    }

    /**
     * The same for a driver that keeps what it is given: each connection is made by what the files say when it is opened. A
     * file that cannot be read by then fails that connection.
     */
    public SSLContext followingFiles() {
        return new FollowingContext(this);
    }
}
