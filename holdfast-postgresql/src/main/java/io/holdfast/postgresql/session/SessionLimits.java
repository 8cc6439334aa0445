package io.holdfast.postgresql.session;

import io.holdfast.engine.Limits;
import io.holdfast.engine.Session;
import io.holdfast.log.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.jdbc.PgConnection;

/**
 * Lets the server end statements that take too long, and gives a connection up when even that does not happen.
 *
 * <p>Behind a {@link Pooler} no setting may stay at the server, and no statement is prepared by name. There the driver asks
 * for the end of a statement when its time is over; transactions that idle are the pooler's to end.
 */
public final class SessionLimits {
    private static final Log LOG = Log.of(SessionLimits.class);

    /** What the server gets to end a statement and say so, before the connection is given up. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private SessionLimits() {}

    /** Sets {@code limits} for {@code session}. */
    public static void set(Session session, Limits limits) throws SQLException {
        Connection connection = PostgresqlSession.connection(session);
        connection.setNetworkTimeout(Runnable::run, millis(limits.statement().plus(GRACE)));
        if (Pooler.standsBefore(connection)) {
            PgConnection driver = connection.unwrap(PgConnection.class);
            driver.setPrepareThreshold(0);
            driver.setQueryTimeout(seconds(limits.statement()));
            LOG.debug("a pooler stands before the server: no settings are left in its connections");
        } else {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET statement_timeout = %d; SET idle_in_transaction_session_timeout = %d"
                        .formatted(millis(limits.statement()), millis(limits.idleTransaction())));
            }
        }
    }

    /** The driver counts whole ones, and takes none for no limit. */
    private static int seconds(Duration limit) {
        return (int)
                Math.min(Integer.MAX_VALUE, Math.max(1, limit.plusMillis(999).toSeconds()));
    }

    private static int millis(Duration limit) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, limit.toMillis()));
    }
}
