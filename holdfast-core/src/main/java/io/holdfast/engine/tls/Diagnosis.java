package io.holdfast.engine.tls;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.tls.EncryptedServers.PlainQuestion;
import io.holdfast.engine.tls.TlsProblem.About;
import io.holdfast.error.Causes;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.error.Phase;
import io.holdfast.log.Log;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds out why a connection could not be opened, where the exception alone does not tell.
 *
 * @param look at the server that was to be connected to
 * @param endpoint whose it is
 * @param left longest wait for each of the server's answers
 */
record Diagnosis(ServerLook look, Endpoint endpoint, Duration left) {
    private static final Log LOG = Log.of(Diagnosis.class);
    private static final Duration OBJECTION = Duration.ofSeconds(2);

    Optional<Failure> of(TlsEvidence evidence) {
        return evidence.problem()
                .or(() -> evidence.isHungUp() ? silence() : Optional.empty())
                .map(this::explained);
    }

    private Failure explained(TlsProblem problem) {
        Optional<Chain> shown = switch (problem.about()) {
            case SERVER -> serverShows();
            case CLIENT -> Chain.of(clientShows());
            case CONNECTION -> Optional.empty();
        };
        return new Explanation(look.servers().words(), look.address().getHostString(), Instant.now())
                .of(problem, shown);
    }

    private Optional<Chain> serverShows() {
        try {
            return isOver() ? Optional.empty() : look.certificates(left);
        } catch (IOException e) {
            LOG.debug("the server does not show its certificate again", e);
            return Optional.empty();
        }
    }

    private List<X509Certificate> clientShows() {
        try {
            return demanded().clientCertificates();
        } catch (HoldfastException e) {
            LOG.debug("the client's certificate cannot be read", e);
            return List.of();
        }
    }

    private Encryption demanded() {
        return look.servers().demanded(endpoint);
    }

    /** A server that hangs up without a word may have something against whoever speaks, or be in trouble itself. */
    private Optional<TlsProblem> silence() {
        if (isOver()) {
            return Optional.empty();
        }
        Duration wait = left.compareTo(OBJECTION) < 0 ? left : OBJECTION;
        return objection(wait).or(() -> look.servers().plainQuestion().flatMap(asked -> language(asked, wait)));
    }

    private Optional<TlsProblem> objection(Duration wait) {
        if (clientShows().isEmpty()) {
            return Optional.empty();
        }
        try {
            look.introduce(demanded(), wait);
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("the server hung up again", e);
            return new TlsEvidence(look.servers(), Causes.of(e), Phase.CONNECT)
                    .problem()
                    .filter(problem -> problem.about() == About.CLIENT);
        }
    }

    /** One side speaks in plain text, and the other one does not. */
    private Optional<TlsProblem> language(PlainQuestion question, Duration wait) {
        boolean plain = answers(question, wait);
        if (demanded().isOn()) {
            return plain ? Optional.of(TlsProblem.NO_ENCRYPTION) : Optional.empty();
        }
        return plain || serverShows().isEmpty() ? Optional.empty() : Optional.of(TlsProblem.NO_PLAIN_TEXT);
    }

    private boolean answers(PlainQuestion question, Duration wait) {
        try {
            return look.answers(question, wait);
        } catch (IOException e) {
            LOG.debug("the server does not answer in plain text", e);
            return false;
        }
    }

    private boolean isOver() {
        return left.isNegative() || left.isZero();
    }
}
