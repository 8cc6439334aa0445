package io.holdfast.postgresql.certificate;

import io.holdfast.config.Endpoint;
import io.holdfast.error.Causes;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.log.Log;
import io.holdfast.postgresql.certificate.TlsProblem.About;
import io.holdfast.postgresql.tls.Encryption;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds out why a connection could not be opened, where the exception alone does not tell.
 *
 * @param endpoint what was to be connected to
 * @param left longest wait for the server's answers
 */
record Diagnosis(Endpoint endpoint, Duration left) {
    private static final Log LOG = Log.of(Diagnosis.class);
    private static final Duration OBJECTION = Duration.ofSeconds(2);

    Optional<Failure> of(TlsEvidence evidence) {
        return evidence.problem()
                .or(() -> evidence.isHungUp() ? objection() : Optional.empty())
                .map(problem -> explained(problem).withCodes(evidence.sqlState(), null));
    }

    private Failure explained(TlsProblem problem) {
        Optional<Chain> shown = switch (problem.about()) {
            case SERVER -> serverShows();
            case CLIENT -> Chain.of(clientShows());
            case CONNECTION -> Optional.empty();
        };
        return new Explanation(ServerLook.at(endpoint.url()).host(), Instant.now()).of(problem, shown);
    }

    private Optional<Chain> serverShows() {
        try {
            return isOver() ? Optional.empty() : ServerLook.at(endpoint.url()).certificates(left);
        } catch (IOException e) {
            LOG.debug("the server does not show its certificate again", e);
            return Optional.empty();
        }
    }

    private List<X509Certificate> clientShows() {
        try {
            return Encryption.of(endpoint).clientCertificates();
        } catch (HoldfastException e) {
            LOG.debug("the client's certificate cannot be read", e);
            return List.of();
        }
    }

    /** A server that hangs up on somebody with a certificate may have something against it, or be in trouble itself. */
    private Optional<TlsProblem> objection() {
        if (isOver() || clientShows().isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration wait = left.compareTo(OBJECTION) < 0 ? left : OBJECTION;
            ServerLook.at(endpoint.url()).introduce(Encryption.of(endpoint), wait);
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("the server hung up again", e);
            return new TlsEvidence(Causes.of(e), Phase.CONNECT)
                    .problem()
                    .filter(problem -> problem.about() == About.CLIENT);
        }
    }

    private boolean isOver() {
        return left.isNegative() || left.isZero();
    }
}
