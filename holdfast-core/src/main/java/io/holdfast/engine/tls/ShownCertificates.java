package io.holdfast.engine.tls;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Certificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * The certificates that servers show, and those that are shown to them. Of several servers the one counts whose certificate
 * ends first.
 *
 * @param servers those that are asked
 */
public record ShownCertificates(EncryptedServers servers) implements Certificates {

    /**
     * {@inheritDoc}
     *
     * @throws IOException if no server answers
     * @throws io.holdfast.error.HoldfastException of kind TLS if one offers no encryption
     */
    @Override
    public Optional<Shown> server(Endpoint endpoint, Duration timeout) throws IOException {
        if (!servers.demanded(endpoint).isOn()) {
            return Optional.empty();
        }
        Optional<Shown> first = Optional.empty();
        Optional<IOException> silence = Optional.empty();
        for (InetSocketAddress address : servers.addresses(endpoint)) {
            try {
                Shown shown = look(address, timeout);
                first = Optional.of(first.map(other -> sooner(shown, other)).orElse(shown));
            } catch (IOException e) {
                silence = Optional.of(e);
            }
        }
        if (first.isEmpty() && silence.isPresent()) {
            throw silence.get();
        }
        return first;
    }

    private Shown look(InetSocketAddress address, Duration timeout) throws IOException {
        return new ServerLook(servers, address)
                .certificates(timeout)
                .orElseThrow(
                        () -> TlsProblem.NO_ENCRYPTION.failure(servers.words()).exception())
                .shown();
    }

    private static Shown sooner(Shown one, Shown other) {
        return Comparator.comparing(Shown::notAfter).compare(one, other) <= 0 ? one : other;
    }

    @Override
    public Optional<Shown> client(Endpoint endpoint) {
        return Chain.of(servers.demanded(endpoint).clientCertificates()).map(Chain::shown);
    }
}
