package io.holdfast.postgresql.certificate;

import io.holdfast.config.Endpoint;
import io.holdfast.config.TlsConfig.Mode;
import io.holdfast.engine.Certificates;
import io.holdfast.error.HoldfastException;
import io.holdfast.postgresql.tls.Encryption;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The certificates that PostgreSQL servers show, and those that are shown to them. */
public final class ShownCertificates implements Certificates {

    private static final String UNREACHED = "08001";

    /** Knows nothing before it is asked. */
    public ShownCertificates() {}

    /**
     * {@inheritDoc}
     *
     * @throws SQLException if the server does not answer
     * @throws HoldfastException of kind TLS if it offers no encryption
     */
    @Override
    public Optional<Shown> server(Endpoint endpoint, Duration timeout) throws SQLException {
        if (Encryption.of(endpoint).mode() == Mode.OFF) {
            return Optional.empty();
        }
        Optional<Chain> chain = look(endpoint, timeout);
        return Optional.of(
                chain.orElseThrow(() -> TlsProblem.NO_ENCRYPTION.failure().exception())
                        .shown());
    }

    private static Optional<Chain> look(Endpoint endpoint, Duration timeout) throws SQLException {
        try {
            return ServerLook.at(endpoint.url()).certificates(timeout);
        } catch (IOException e) {
            throw new SQLException("the server shows no certificate", UNREACHED, e);
        }
    }

    @Override
    public Optional<Shown> client(Endpoint endpoint) {
        return Chain.of(Encryption.of(endpoint).clientCertificates()).map(Chain::shown);
    }
}
