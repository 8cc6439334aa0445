package io.holdfast.postgresql.session;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.Session;
import io.holdfast.engine.SqlSession;
import io.holdfast.error.Causes;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.log.Log;
import io.holdfast.postgresql.tls.PostgresqlTls;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** One connection to a PostgreSQL server. */
public final class PostgresqlSession implements SqlSession {
    private static final Log LOG = Log.of(PostgresqlSession.class);

    private final Connection connection;

    private PostgresqlSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens a connection to {@code endpoint}. A frozen server costs {@code timeout}, not more. Afterwards a read waits as
     * long as {@code socketTimeout} in the address says, which is forever where it says nothing.
     *
     * @throws SQLException if the server cannot be reached or refuses
     */
    public static PostgresqlSession open(Endpoint endpoint, Duration timeout) throws SQLException {
        if (endpoint.url().embedded()) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "the address names an embedded server, which must be started before it can be opened")
                    .exception();
        }
        Connection connection = connect(endpoint, timeout);
        if (!endpoint.url().parameters().containsKey(PGProperty.SOCKET_TIMEOUT.getName())) {
            connection.setNetworkTimeout(Runnable::run, 0);
        }
        return new PostgresqlSession(connection);
    }

    private static Connection connect(Endpoint endpoint, Duration timeout) throws SQLException {
        Properties properties = Parameters.of(endpoint, timeout);
        long start = System.nanoTime();
        try {
            Connection connection = new Driver().connect(Parameters.url(endpoint.url()), properties);
            if (connection == null) {
                throw Failure.of(ErrorKind.CONFIGURATION, "the driver does not take the address of this database")
                        .exception();
            }
            return connection;
        } catch (SQLException e) {
            Duration left = timeout.minusNanos(System.nanoTime() - start);
            PostgresqlTls.whileOpening(Causes.of(e), endpoint, left).ifPresent(found -> explain(e, found));
            throw e;
        }
    }

    /** Classifying looks at everything behind an exception; to everybody else it stays the driver's. */
    private static void explain(SQLException failure, Failure found) {
        failure.setNextException(new SQLException(found.sentence(), found.sqlState(), found.exception()));
    }

    /** The PostgreSQL connection of {@code session}. */
    public static Connection connection(Session session) {
        if (session instanceof SqlSession sql) {
            return sql.connection();
        }
        throw Failure.of(ErrorKind.INTERNAL, "a session of another engine was given to PostgreSQL")
                .exception();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    /** The connection with the driver's own abilities. */
    public PGConnection driver() throws SQLException {
        return connection.unwrap(PGConnection.class);
    }

    /** Takes a connection of its own, and a moment. */
    @Override
    public void cancel() throws SQLException {
        driver().cancelQuery();
    }

    @Override
    public boolean ping(Duration timeout) {
        try {
            return connection.isValid((int) Math.max(1, (timeout.toMillis() + 999) / 1000));
        } catch (SQLException e) {
            LOG.debug("a session did not answer", e);
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a session was lost before it could be closed", e);
        }
    }
}
