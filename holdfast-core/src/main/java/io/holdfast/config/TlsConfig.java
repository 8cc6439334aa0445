package io.holdfast.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How connections to a server are encrypted, and whom they trust.
 *
 * @param mode what is demanded; empty for what suits the host
 * @param ca the certificates to trust; empty for those that the Java runtime trusts
 * @param certificate the client's own certificate
 * @param key its key
 * @param passphrase the key's passphrase
 */
public record TlsConfig(
        Optional<Mode> mode,
        Optional<Path> ca,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Secret> passphrase) {

    /** Nothing is said: verified in full, but for a server on this machine. */
    public static final TlsConfig UNSAID =
            new TlsConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What is demanded of a connection. No mode falls back to plain text by itself. */
    public enum Mode {
        /** A trusted certificate that names the server. */
        VERIFY_FULL,
        /** A trusted certificate, whatever it names. */
        VERIFY_CA,
        /** Encryption, whoever it is with. */
        REQUIRE,
        /** Plain text. */
        OFF
    }

    /** Whether anything is said. */
    public boolean isSaid() {
        return !equals(UNSAID);
    }
}
