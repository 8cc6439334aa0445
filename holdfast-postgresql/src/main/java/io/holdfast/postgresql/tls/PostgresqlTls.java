package io.holdfast.postgresql.tls;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.tls.TlsFailures;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with an encrypted connection to PostgreSQL, with the code that the driver gave it. */
public final class PostgresqlTls {
    private static final PostgresqlServers SERVERS = new PostgresqlServers();
    private static final TlsFailures FAILURES = new TlsFailures(SERVERS);

    private PostgresqlTls() {}

    /** See {@link TlsFailures#of}. */
    public static Optional<Failure> failure(List<Throwable> failures, Phase phase) {
        return FAILURES.of(failures, phase).map(found -> found.withCodes(sqlState(failures), null));
    }

    /** See {@link TlsFailures#whileOpening}. */
    public static Optional<Failure> whileOpening(List<Throwable> failures, Endpoint endpoint, Duration left) {
        return FAILURES.whileOpening(failures, endpoint, SERVERS.address(endpoint), left)
                .map(found -> found.withCodes(sqlState(failures), null));
    }

    /** The nearest code, which is the driver's. */
    private static @Nullable String sqlState(List<Throwable> failures) {
        for (Throwable each : failures) {
            if (each instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
