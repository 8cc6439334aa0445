package io.holdfast.postgresql.session;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/**
 * A pooler such as PgBouncer, which stands between us and the server and lends one connection of the server to many
 * clients, to each for a transaction. Settings that stay would reach all of them; locks, temporary tables and statements
 * prepared by name would not be found again.
 *
 * <p>It is recognised by the process that answers, which is not the one that was announced when the connection was made.
 * One that lends a connection for as long as its client wants looks the same, and is treated alike.
 */
public final class Pooler {
    private Pooler() {}

    /** Whether one stands before the server to which {@code connection} leads. */
    public static boolean standsBefore(Connection connection) throws SQLException {
        int announced = connection.unwrap(PGConnection.class).getBackendPID();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            return row.next() && row.getInt(1) != announced;
        }
    }
}
