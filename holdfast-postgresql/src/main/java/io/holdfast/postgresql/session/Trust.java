package io.holdfast.postgresql.session;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Tells an encrypted connection that cannot be trusted from one that broke. The driver reports both as 08006, and a
 * server without encryption as 08004. What the network itself did is no question of trust, though Java wraps it in the
 * same exceptions.
 */
final class Trust {
    private static final List<String> WORDS =
            List.of("SSL", "hostnameverifier", "private key", "key manager", "cert chain");

    private Trust() {}

    /** What is wrong with the encryption; empty where nothing is. */
    static Optional<Failure> failure(List<Throwable> causes) {
        if (causes.stream().anyMatch(Trust::isNotOffered)) {
            return Optional.of(Failure.of(ErrorKind.TLS, "the PostgreSQL server does not offer encryption")
                    .withHint("switch TLS on at the server, or write sslmode=disable in the address"));
        }
        boolean distrusted = causes.stream().anyMatch(Trust::isDistrusted);
        if (distrusted && causes.stream().noneMatch(Network::isBroken)) {
            return Optional.of(Failure.of(
                            ErrorKind.TLS, "the encrypted connection to the PostgreSQL server could not be trusted")
                    .withHint("check the certificate; sslrootcert=FILE in the address names the authority to trust"));
        }
        return Optional.empty();
    }

    private static boolean isNotOffered(Throwable cause) {
        return cause instanceof PSQLException driver
                && PSQLState.CONNECTION_REJECTED.getState().equals(driver.getSQLState())
                && Network.message(driver).contains("SSL");
    }

    private static boolean isDistrusted(Throwable cause) {
        return cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException
                || cause instanceof SSLKeyException
                || cause instanceof CertificateException
                || cause instanceof CertPathBuilderException
                || cause instanceof CertPathValidatorException
                || (cause instanceof PSQLException driver && saysSo(driver));
    }

    private static boolean saysSo(PSQLException driver) {
        return driver.getServerErrorMessage() == null
                && PSQLState.CONNECTION_FAILURE.getState().equals(driver.getSQLState())
                && WORDS.stream().anyMatch(Network.message(driver)::contains);
    }
}
