package io.holdfast.postgresql.session;

import io.holdfast.engine.Limits;
import io.holdfast.engine.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the server end statements that take too long, and gives a connection up when even that does not happen.
 *
 * <p>Between us and the server may stand a pooler such as PgBouncer, which lends one connection of the server to many
 * clients: settings that stay would reach all of them, and statements prepared by name would not be found again. It is
 * recognised by the process that answers, which is not the one that was announced when the connection was made.
 */
public final class SessionLimits {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLimits.class);

    /** What the server gets to end a statement and say so, before the connection is given up. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private SessionLimits() {}

    /** Sets {@code limits} for {@code session}. */
    public static void set(Session session, Limits limits) throws SQLException {
        Connection connection = PostgresqlSession.connection(session);
        connection.setNetworkTimeout(Runnable::run, millis(limits.statement().plus(GRACE)));
        if (standsBehindPooler(connection)) {
            connection.unwrap(PGConnection.class).setPrepareThreshold(0);
            LOG.debug("a pooler stands before the server: no settings are left in its connections");
        } else {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET statement_timeout = %d; SET idle_in_transaction_session_timeout = %d"
                        .formatted(millis(limits.statement()), millis(limits.idleTransaction())));
            }
        }
    }

    private static boolean standsBehindPooler(Connection connection) throws SQLException {
        int announced = connection.unwrap(PGConnection.class).getBackendPID();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            return row.next() && row.getInt(1) != announced;
        }
    }

    private static int millis(Duration limit) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, limit.toMillis()));
    }
}
