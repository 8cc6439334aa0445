package io.holdfast.postgresql.certificate;

import io.holdfast.config.Endpoint;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with an encrypted connection. None of it passes by itself, so none is worth trying again. */
public final class TlsFailures {
    private TlsFailures() {}

    /** What {@code failures}, an exception and all behind it, say about encryption; empty where it is about something else. */
    public static Optional<Failure> of(List<Throwable> failures, Phase phase) {
        TlsEvidence evidence = new TlsEvidence(failures, phase);
        return evidence.problem().map(problem -> problem.failure().withCodes(evidence.sqlState(), null));
    }

    /**
     * The same for a connection to {@code endpoint} that could not be opened, with what the certificates themselves say:
     * the server is asked for its own again, or for what it has against the client's, for no longer than {@code left}.
     */
    public static Optional<Failure> whileOpening(List<Throwable> failures, Endpoint endpoint, Duration left) {
        return new Diagnosis(endpoint, left).of(new TlsEvidence(failures, Phase.CONNECT));
    }
}
