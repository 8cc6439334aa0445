package io.holdfast.postgresql.receive;

import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import io.holdfast.log.Log;
import io.holdfast.postgresql.session.Pooler;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The connections of one transfer: one that holds its lock and changes the structure, and as many as there are copies at
 * a time, used again when a copy has ended well.
 */
final class Lines implements AutoCloseable {
    private static final Log LOG = Log.of(Lines.class);
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Waiting for hours is normal here, waiting for a lock is not; what is committed is on disk; and no name is looked
     * up anywhere but in the server's own catalogue.
     */
    private static final String SETTINGS = """
            SELECT pg_catalog.set_config(wanted.name, wanted.value, false)
            FROM (VALUES ('statement_timeout', '0'),
                         ('transaction_timeout', '0'),
                         ('idle_session_timeout', '0'),
                         ('idle_in_transaction_session_timeout', '0'),
                         ('lock_timeout', '10s'),
                         ('synchronous_commit', 'on'),
                         ('search_path', 'pg_catalog'),
                         ('TimeZone', 'UTC')) wanted (name, value)
                 JOIN pg_catalog.pg_settings known ON known.name = wanted.name
            """;

    private final Endpoint endpoint;
    private final PostgresqlSession main;
    private final ArrayDeque<PostgresqlSession> idle = new ArrayDeque<>();
    private final Set<PostgresqlSession> busy = new HashSet<>();

    Lines(Endpoint endpoint) throws SQLException {
        this.endpoint = endpoint;
        this.main = open(endpoint);
    }

    static PostgresqlSession open(Endpoint endpoint) throws SQLException {
        PostgresqlSession session = PostgresqlSession.open(endpoint, PATIENCE);
        try (Statement statement = session.connection().createStatement()) {
            checkIsOurs(session);
            statement.execute(SETTINGS);
            return session;
        } catch (SQLException | HoldfastException e) {
            session.close();
            throw e;
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    PostgresqlSession main() {
        return main;
    }

    private static void checkIsOurs(PostgresqlSession session) throws SQLException {
        if (Pooler.standsBefore(session.connection())) {
            throw Failure.of(
                            ErrorKind.UNSUPPORTED,
                            "a pooler stands before the PostgreSQL server; a transfer needs connections of its own")
                    .withHint("name the server itself in the address of the target")
                    .exception();
        }
    }

    /** A connection for one copy. */
    PostgresqlSession take() throws SQLException {
        PostgresqlSession session = rested().orElse(null);
        if (session == null) {
            session = open(endpoint);
        }
        synchronized (idle) {
            busy.add(session);
        }
        return session;
    }

    private Optional<PostgresqlSession> rested() {
        synchronized (idle) {
            return Optional.ofNullable(idle.pollFirst());
        }
    }

    /** Takes a connection back; one that cannot be used again is closed. */
    void give(PostgresqlSession session, boolean reusable) {
        synchronized (idle) {
            busy.remove(session);
            if (reusable) {
                idle.addFirst(session);
                return;
            }
        }
        session.close();
    }

    /** Asks the server to stop what runs on any of the connections. */
    void cancel() {
        List<PostgresqlSession> working;
        synchronized (idle) {
            working = new ArrayList<>(busy);
        }
        working.add(main);
        for (PostgresqlSession session : working) {
            try {
                session.driver().cancelQuery();
            } catch (SQLException e) {
                LOG.debug("a statement could not be cancelled", e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(PostgresqlSession::close);
            busy.forEach(PostgresqlSession::close);
            idle.clear();
            busy.clear();
        }
        main.close();
    }
}
