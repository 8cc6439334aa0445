package io.holdfast.postgresql.tls;

import io.holdfast.config.Secret;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.tls.Encryption;
import io.holdfast.engine.tls.TlsFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;

/** Encryption in the words of the driver. */
public final class EncryptionProperties {
    private EncryptionProperties() {}

    /**
     * Makes the driver do what {@code encryption} demands. Every file is read before a server is asked, so that a mistake is
     * found first.
     *
     * <p>A factory of sockets or a callback that the address names stays in charge; without a passphrase an empty one is
     * given to it, since the driver's own would ask for one on the console.
     *
     * @throws io.holdfast.error.HoldfastException naming a file that cannot be read, and its setting
     */
    public static void write(Encryption encryption, Properties properties) {
        PGProperty.SSL_MODE.set(properties, encryption.isOn() ? encryption.word() : "disable");
        if (!encryption.isOn()) {
            return;
        }
        write(properties, PGProperty.SSL_ROOT_CERT, encryption.ca());
        write(properties, PGProperty.SSL_CERT, encryption.certificate());
        write(properties, PGProperty.SSL_KEY, encryption.key());
        encryption.passphrase().ifPresent(secret -> PGProperty.SSL_PASSWORD.set(properties, secret.reveal()));
        if (!AddressTerms.leaveItToOthers(properties)) {
            encryption.readFiles();
            PGProperty.SSL_FACTORY.set(properties, EncryptedSockets.class.getName());
        } else if (encryption.passphrase().isEmpty()) {
            PGProperty.SSL_PASSWORD.set(properties, "");
        }
    }

    private static void write(Properties properties, PGProperty property, Optional<TlsFile> file) {
        file.ifPresent(named -> property.set(properties, named.path().toString()));
    }

    /** What a connection was given by {@link #write}. */
    static Encryption read(Properties properties) {
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
}
