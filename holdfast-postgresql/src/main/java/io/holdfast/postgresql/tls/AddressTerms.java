package io.holdfast.postgresql.tls;

import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.tls.Encryption;
import io.holdfast.engine.tls.TlsFile;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * What the parameters of an address say about encryption, under the driver's names, which are libpq's.
 *
 * @param parameters all parameters of the address
 */
record AddressTerms(Map<String, String> parameters) {
    private static final String SPEAKING = "ssl";

    private static final Map<String, Mode> MODES = Map.of(
            "disable", Mode.OFF,
            "require", Mode.REQUIRE,
            "verify-ca", Mode.VERIFY_CA,
            "verify-full", Mode.VERIFY_FULL);

    /** How long to wait for an answer says nothing about whom to trust. */
    boolean speak() {
        return parameters.keySet().stream()
                .anyMatch(name -> name.startsWith(SPEAKING) && !name.equals(PGProperty.SSL_RESPONSE_TIMEOUT.getName()));
    }

    /** Who speaks of encryption without a mode means it: the driver's default would fall back to plain text. */
    Encryption encryption() {
        Mode unsaid = value(PGProperty.SSL).map(AddressTerms::byFlag).orElse(Mode.VERIFY_FULL);
        return new Encryption(
                value(PGProperty.SSL_MODE).map(AddressTerms::byName).orElse(unsaid),
                file(PGProperty.SSL_ROOT_CERT),
                file(PGProperty.SSL_CERT),
                file(PGProperty.SSL_KEY),
                Optional.empty());
    }

    /** Whether something of the caller's own makes the encrypted sockets. */
    static boolean leaveItToOthers(Properties properties) {
        return properties.containsKey(PGProperty.SSL_FACTORY.getName())
                || properties.containsKey(PGProperty.SSL_PASSWORD_CALLBACK.getName());
    }

    private static Mode byName(String written) {
        String name = written.toLowerCase(Locale.ROOT);
        Mode mode = MODES.get(name);
        if (mode != null) {
            return mode;
        }
        throw name.equals("prefer") || name.equals("allow")
                ? refused("has sslmode=%s, which falls back to plain text without a word".formatted(name))
                : refused("has an sslmode that is not known");
    }

    private static Mode byFlag(String written) {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "", "true" -> Mode.VERIFY_FULL;
            case "false" -> Mode.OFF;
            default -> throw refused("has the parameter ssl, which is neither true nor false");
        };
    }

    private static HoldfastException refused(String what) {
        return Failure.of(ErrorKind.CONFIGURATION, "a PostgreSQL address " + what)
                .withHint("set tls.mode to verify-full, verify-ca, require or off instead")
                .exception();
    }

    private Optional<TlsFile> file(PGProperty property) {
        return value(property).map(path -> new TlsFile(Path.of(path), property.getName()));
    }

    private Optional<String> value(PGProperty property) {
        return Optional.ofNullable(parameters.get(property.getName()));
    }
}
