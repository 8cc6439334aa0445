package io.holdfast.postgresql.migrate;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.postgresql.ddl.Names;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/** A database that a server does not have yet, made as its user may. */
final class MissingDatabase {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String NOT_ALLOWED = "42501";

    /** Somebody else has made it at the same time. */
    private static final Set<String> THERE_NOW = Set.of("42P04", "23505");

    private MissingDatabase() {}

    /** Makes the database of {@code endpoint}; does nothing where it is there. */
    static void make(Endpoint endpoint) throws SQLException {
        if (!isMissing(endpoint)) {
            return;
        }
        String name = endpoint.url().path();
        try (PostgresqlSession session = PostgresqlSession.open(maintenance(endpoint), PATIENCE);
                Statement statement = session.connection().createStatement()) {
            statement.execute("create database " + Names.quoted(name));
        } catch (SQLException failure) {
            if (THERE_NOW.contains(String.valueOf(failure.getSQLState()))) {
                return;
            }
            if (NOT_ALLOWED.equals(failure.getSQLState())) {
                throw refused(name, failure);
            }
            throw failure;
        }
    }

    private static boolean isMissing(Endpoint endpoint) throws SQLException {
        try {
            PostgresqlSession.open(endpoint, PATIENCE).close();
            return false;
        } catch (SQLException failure) {
            if (NO_SUCH_DATABASE.equals(failure.getSQLState())) {
                return true;
            }
            throw failure;
        }
    }

    private static RuntimeException refused(String name, SQLException failure) {
        return Failure.of(
                        ErrorKind.PERMISSION,
                        "the database %s is missing, and this user may not make databases".formatted(name))
                .withHint(
                        "have an administrator of the server make it, with this user as its owner: create database %s owner …"
                                .formatted(Names.quoted(name)))
                .withCodes(failure.getSQLState(), null)
                .causedBy(failure);
    }

    private static Endpoint maintenance(Endpoint endpoint) {
        DatabaseUrl url = endpoint.url();
        var there = new DatabaseUrl(url.engine(), false, url.host(), url.port(), "postgres", url.parameters());
        return new Endpoint(endpoint.database(), there, endpoint.credentials(), endpoint.tls());
    }
}
