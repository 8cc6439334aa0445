package io.holdfast.postgresql.tls;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Certificates;
import io.holdfast.engine.tls.ShownCertificates;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The certificates that PostgreSQL servers show, and those that are shown to them; failures are those of JDBC. */
public final class PostgresqlCertificates implements Certificates {
    private static final String UNREACHED = "08001";

    private final ShownCertificates shown = new ShownCertificates(new PostgresqlServers());

    /** Knows nothing before it is asked. */
    public PostgresqlCertificates() {}

    /**
     * {@inheritDoc}
     *
     * @throws SQLException if the server does not answer
     * @throws io.holdfast.error.HoldfastException of kind TLS if it offers no encryption
     */
    @Override
    public Optional<Shown> server(Endpoint endpoint, Duration timeout) throws SQLException {
        try {
            return shown.server(endpoint, timeout);
        } catch (IOException e) {
            throw new SQLException("the server shows no certificate", UNREACHED, e);
        }
    }

    @Override
    public Optional<Shown> client(Endpoint endpoint) {
        return shown.client(endpoint);
    }
}
