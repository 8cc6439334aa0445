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
 * @param end when it must be over, by {@link System#nanoTime}
 */
record Diagnosis(ServerLook look, Endpoint endpoint, long end) {
    private static final Log LOG = Log.of(Diagnosis.class);
    private static final Duration OBJECTION = Duration.ofSeconds(2);

    static Diagnosis within(Duration left, ServerLook look, Endpoint endpoint) {
        return new Diagnosis(look, endpoint, System.nanoTime() + left.toNanos());
    }

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
            return isOver() ? Optional.empty() : look.certificates(left());
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
        Optional<PlainQuestion> question = look.servers().plainQuestion();
        return question.flatMap(this::language)
                .or(() -> question.isEmpty() && clientShows().isEmpty() ? Optional.empty() : objection());
    }

    /** Where there was a question before the handshake, the server has said what it misses; elsewhere it may just hang up. */
    private Optional<TlsProblem> objection() {
        try {
            boolean silent = demanded().isOn() && look.introduce(demanded(), briefly());
            return silent && look.servers().plainQuestion().isPresent()
                    ? Optional.of(TlsProblem.NO_WORD)
                    : Optional.empty();
        } catch (IOException e) {
            LOG.debug("the server hung up again", e);
            return new TlsEvidence(look.servers(), Causes.of(e), Phase.CONNECT)
                    .problem()
                    .filter(problem -> problem.about() == About.CLIENT);
        }
    }

    /** One side speaks in plain text alone, and the other one does not: a server that takes both was in trouble. */
    private Optional<TlsProblem> language(PlainQuestion question) {
        boolean encrypts = demanded().isOn();
        if (answers(question) != encrypts || serverShows().isPresent() == encrypts) {
            return Optional.empty();
        }
        return Optional.of(encrypts ? TlsProblem.NO_ENCRYPTION : TlsProblem.NO_PLAIN_TEXT);
    }

    private boolean answers(PlainQuestion question) {
        try {
            return look.answers(question, briefly());
        } catch (IOException e) {
            LOG.debug("the server does not answer in plain text", e);
            return false;
        }
    }

    private Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    private Duration briefly() {
        return left().compareTo(OBJECTION) < 0 ? left() : OBJECTION;
    }

    private boolean isOver() {
        return left().isNegative() || left().isZero();
    }
}
