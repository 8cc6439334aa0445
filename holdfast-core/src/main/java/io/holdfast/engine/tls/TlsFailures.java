package io.holdfast.engine.tls;

import io.holdfast.config.Endpoint;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Says what is wrong with an encrypted connection. None of it passes by itself, so none is worth trying again.
 *
 * @param servers those that are connected to
 */
public record TlsFailures(EncryptedServers servers) {

    /** What {@code failures}, an exception and all behind it, say about encryption; empty where it is about something else. */
    public Optional<Failure> of(List<Throwable> failures, Phase phase) {
        return new TlsEvidence(servers, failures, phase).problem().map(problem -> problem.failure(servers.words()));
    }

    /**
     * The same for a connection to {@code server} of {@code endpoint} that could not be opened, with what the certificates
     * themselves say: the server is asked for its own again, or for what it has against the client's, for no longer than
     * {@code left}.
     */
    public Optional<Failure> whileOpening(
            List<Throwable> failures, Endpoint endpoint, InetSocketAddress server, Duration left) {
        return Diagnosis.within(left, new ServerLook(servers, server), endpoint)
                .of(new TlsEvidence(servers, failures, Phase.CONNECT));
    }
}
