package io.holdfast.postgresql.tls;

import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.config.TlsConfig;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.log.Log;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;

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
     * @throws io.holdfast.error.ConfigurationException if what is said contradicts itself, or would fall back to plain text
     */
    public static Encryption of(Endpoint endpoint) {
        AddressTerms address = new AddressTerms(endpoint.url().parameters());
        TlsConfig tls = endpoint.tls();
        if (tls.isSaid() && address.speak()) {
            throw Failure.of(ErrorKind.CONFIGURATION, "both the address and its tls settings speak of encryption")
                    .withHint("write it in the tls settings, and take the parameters out of the address")
                    .exception();
        }
        Encryption said =
                address.speak() ? address.encryption() : of(tls, endpoint.url().host());
        if (said.mode() == Mode.REQUIRE && said.ca().isPresent()) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "encryption with anybody is demanded, and certificates to trust are named")
                    .withHint("set tls.mode to verify-full or verify-ca, or remove tls.ca")
                    .exception();
        }
        return said.ca().isEmpty() && said.verifies() ? said.trusting(usualPlace()) : said;
    }

    /** Who names certificates wants them used, on loopback, too. */
    private static Encryption of(TlsConfig tls, String host) {
        boolean plain = !tls.isSaid() && Loopback.is(host);
        if (plain) {
            LOG.debug("connections to {} are not encrypted: the server is on this machine", host);
        }
        return new Encryption(
                tls.mode().orElse(plain ? Mode.OFF : Mode.VERIFY_FULL),
                tls.ca().map(path -> new TlsFile(path, "tls.ca")),
                tls.certificate().map(path -> new TlsFile(path, "tls.certificate")),
                tls.key().map(path -> new TlsFile(path, "tls.key")),
                tls.passphrase());
    }

    /** What a connection was given by {@link #writeTo}. */
    static Encryption in(Properties properties) {
        return new Encryption(
                Mode.valueOf(text(properties, PGProperty.SSL_MODE)
                        .orElseThrow()
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                file(properties, PGProperty.SSL_ROOT_CERT),
                file(properties, PGProperty.SSL_CERT),
                file(properties, PGProperty.SSL_KEY),
                text(properties, PGProperty.SSL_PASSWORD).map(Secret::of));
    }

    private static Optional<TlsFile> file(Properties properties, PGProperty property) {
        return text(properties, property).map(path -> new TlsFile(Path.of(path), property.getName()));
    }

    private static Optional<String> text(Properties properties, PGProperty property) {
        return Optional.ofNullable(property.getOrDefault(properties));
    }

    /** The file in which PostgreSQL's own clients look for the certificates to trust, if there is one. */
    private static Optional<TlsFile> usualPlace() {
        Path file = Path.of(System.getProperty("user.home", ""), ".postgresql", "root.crt");
        return Files.exists(file)
                ? Optional.of(new TlsFile(file, "the convention of PostgreSQL's clients"))
                : Optional.empty();
    }

    private Encryption trusting(Optional<TlsFile> authorities) {
        return new Encryption(mode, authorities, certificate, key, passphrase);
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
        return mode == Mode.OFF
                ? List.of()
                : ClientKey.of(this).map(ClientKey::chain).orElse(List.of());
    }

    /**
     * Makes the driver do it. Every file is read before a server is asked, so that a mistake is found first.
     *
     * <p>A factory of sockets or a callback that the address names stays in charge; without a passphrase an empty one is
     * given to it, since the driver's own would ask for one on the console.
     *
     * @throws io.holdfast.error.HoldfastException naming a file that cannot be read, and its setting
     */
    public void writeTo(Properties properties) {
        PGProperty.SSL_MODE.set(properties, mode == Mode.OFF ? "disable" : word());
        if (mode == Mode.OFF) {
            return;
        }
        write(properties, PGProperty.SSL_ROOT_CERT, ca);
        write(properties, PGProperty.SSL_CERT, certificate);
        write(properties, PGProperty.SSL_KEY, key);
        passphrase.ifPresent(secret -> PGProperty.SSL_PASSWORD.set(properties, secret.reveal()));
        if (!AddressTerms.leaveItToOthers(properties)) {
            ca.ifPresent(TlsFile::certificates);
            ClientKey.of(this);
            PGProperty.SSL_FACTORY.set(properties, EncryptedSockets.class.getName());
        } else if (passphrase.isEmpty()) {
            PGProperty.SSL_PASSWORD.set(properties, "");
        }
    }

    private static void write(Properties properties, PGProperty property, Optional<TlsFile> file) {
        file.ifPresent(named -> property.set(properties, named.path().toString()));
    }
}
