package io.holdfast.engine.tls;

import io.holdfast.error.Phase;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * What exceptions say about an encrypted connection.
 *
 * <p>Drivers report most problems as a broken connection, so that only the causes tell them from an outage; and a
 * connection that breaks during the handshake is an outage.
 *
 * @param servers who knows what the driver says by itself
 * @param failures an exception, its causes and those chained to it
 * @param phase how far the work had come
 */
record TlsEvidence(EncryptedServers servers, List<Throwable> failures, Phase phase) {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    /** How the Java runtime words it, which has no exception of its own for that. */
    private static final Pattern OTHER_NAME = Pattern.compile("^No (?:subject alternative|name matching)");

    private static final Map<String, TlsProblem> ALERTS = Map.ofEntries(
            Map.entry("unknown_ca", TlsProblem.OWN_UNTRUSTED),
            Map.entry("certificate_expired", TlsProblem.OWN_EXPIRED),
            Map.entry("certificate_revoked", TlsProblem.OWN_REVOKED),
            Map.entry("decrypt_error", TlsProblem.OWN_KEY),
            Map.entry("certificate_required", TlsProblem.OWN_DEMANDED),
            Map.entry("bad_certificate", TlsProblem.OWN_REFUSED),
            Map.entry("certificate_unknown", TlsProblem.OWN_REFUSED),
            Map.entry("unsupported_certificate", TlsProblem.OWN_REFUSED),
            Map.entry("handshake_failure", TlsProblem.NOTHING_IN_COMMON),
            Map.entry("protocol_version", TlsProblem.NOTHING_IN_COMMON),
            Map.entry("insufficient_security", TlsProblem.NOTHING_IN_COMMON));

    private static final Map<CertPathValidatorException.Reason, TlsProblem> REASONS = Map.of(
            BasicReason.EXPIRED, TlsProblem.EXPIRED,
            BasicReason.NOT_YET_VALID, TlsProblem.NOT_YET_VALID,
            BasicReason.REVOKED, TlsProblem.REVOKED,
            BasicReason.ALGORITHM_CONSTRAINED, TlsProblem.WEAK);

    /** After a commit was sent there is more to find out than what was wrong with the encryption. */
    Optional<TlsProblem> problem() {
        return phase == Phase.COMMIT
                ? Optional.empty()
                : first(each -> servers.driverSays(each).orElse(null))
                        .or(() -> first(TlsEvidence::alert))
                        .or(() -> isOutage() ? Optional.empty() : ofHandshake());
    }

    /** In the middle of the work an exception of TLS is a broken line, unless it is about trust. */
    private Optional<TlsProblem> ofHandshake() {
        return first(TlsEvidence::certificate)
                .or(() -> first(TlsEvidence::trust))
                .or(() -> phase == Phase.CONNECT ? first(TlsEvidence::anythingElse) : Optional.empty());
    }

    private Optional<TlsProblem> first(Function<Throwable, @Nullable TlsProblem> judge) {
        for (Throwable each : failures) {
            TlsProblem found = judge.apply(each);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static @Nullable TlsProblem alert(Throwable each) {
        Matcher alert = ALERT.matcher(message(each));
        return each instanceof SSLException && alert.find() ? ALERTS.get(alert.group(1)) : null;
    }

    private static @Nullable TlsProblem certificate(Throwable each) {
        if (each instanceof CertificateRevokedException) {
            return TlsProblem.REVOKED;
        }
        if (each instanceof CertificateExpiredException) {
            return TlsProblem.EXPIRED;
        }
        if (each instanceof CertificateNotYetValidException) {
            return TlsProblem.NOT_YET_VALID;
        }
        if (each instanceof CertPathValidatorException path) {
            return REASONS.get(path.getReason());
        }
        return each instanceof CertificateException
                        && OTHER_NAME.matcher(message(each)).find()
                ? TlsProblem.OTHER_NAME
                : null;
    }

    /** Whether the other side was there, and left. */
    boolean isHungUp() {
        return failures.stream()
                .anyMatch(each -> each instanceof EOFException
                        || (each instanceof SocketException
                                && !(each instanceof ConnectException)
                                && !(each instanceof NoRouteToHostException)));
    }

    private boolean isOutage() {
        return failures.stream()
                .anyMatch(each -> each instanceof SocketException
                        || each instanceof EOFException
                        || each instanceof InterruptedIOException);
    }

    private static @Nullable TlsProblem trust(Throwable each) {
        boolean path = each instanceof CertPathValidatorException || each instanceof CertPathBuilderException;
        if (path || (each instanceof SSLException && message(each).contains("PKIX"))) {
            return TlsProblem.UNTRUSTED;
        }
        if (each instanceof SSLException && message(each).contains("No appropriate protocol")) {
            return TlsProblem.NOTHING_IN_COMMON;
        }
        return each instanceof SSLHandshakeException || each instanceof CertificateException ? TlsProblem.FAILED : null;
    }

    private static @Nullable TlsProblem anythingElse(Throwable each) {
        return each instanceof SSLException || each instanceof GeneralSecurityException ? TlsProblem.FAILED : null;
    }

    private static String message(Throwable each) {
        return String.valueOf(each.getMessage());
    }
}
