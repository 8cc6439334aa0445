package io.holdfast.postgresql;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.config.Secret;
import io.holdfast.postgresql.session.PostgresqlSession;
import io.holdfast.testkit.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Short words for the server of this JVM. */
public final class TestServer {
    private TestServer() {}

    /** A database that no test has used. */
    public static Endpoint freshDatabase() {
        return EmbeddedPostgres.shared().freshDatabase();
    }

    /** An open session there. */
    public static PostgresqlSession open(Endpoint endpoint) throws Exception {
        return PostgresqlSession.open(endpoint, Duration.ofSeconds(10));
    }

    /** The same server with another port, database name or parameters. */
    public static Endpoint elsewhere(Endpoint endpoint, int port, String database, Map<String, String> parameters) {
        DatabaseUrl url = endpoint.url();
        return new Endpoint(
                database,
                new DatabaseUrl(url.engine(), false, url.host(), port, database, parameters),
                endpoint.credentials());
    }

    /** The same place with other credentials. */
    public static Endpoint as(Endpoint endpoint, String user, String password) {
        return new Endpoint(
                endpoint.database(), endpoint.url(), Optional.of(new Endpoint.Credentials(user, Secret.of(password))));
    }

    /** Runs {@code sql} and gives the first value of its answer, or null. */
    public static String ask(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet answer = statement.getResultSet()) {
                return answer.next() ? answer.getString(1) : null;
            }
        }
    }

    /** The same in a session of its own. */
    public static String ask(Endpoint endpoint, String sql) throws Exception {
        try (PostgresqlSession session = open(endpoint)) {
            return ask(session.connection(), sql);
        }
    }
}
