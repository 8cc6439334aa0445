package io.holdfast.postgresql.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;

/**
 * A session whose settings do not show in what the server says of its catalogue: names are qualified unless they are the
 * server's own, values are written in one way. Closing puts the session back as it was. A session that was in no
 * transaction reads at one moment.
 */
final class Pinned implements AutoCloseable {

    /** The settings that the server's deparser looks at; the values are those of pg_dump, and one zone. */
    private static final String SETTINGS = """
            SELECT set_config(name, value, true)
            FROM (VALUES ('search_path', 'pg_catalog, pg_temp'), ('quote_all_identifiers', 'off'),
                         ('standard_conforming_strings', 'on'), ('DateStyle', 'ISO, MDY'),
                         ('IntervalStyle', 'postgres'), ('TimeZone', 'UTC'), ('extra_float_digits', '1'),
                         ('bytea_output', 'hex'), ('lc_monetary', 'C')) AS pinned(name, value)
            """;

    private final Connection connection;
    private final Optional<Savepoint> savepoint;

    private Pinned(Connection connection, Optional<Savepoint> savepoint) {
        this.connection = connection;
        this.savepoint = savepoint;
    }

    static Pinned of(Connection connection) throws SQLException {
        boolean alone = connection.getAutoCommit();
        if (alone) {
            connection.setAutoCommit(false);
        }
        Pinned pinned = new Pinned(connection, alone ? Optional.empty() : Optional.of(connection.setSavepoint()));
        try (Statement statement = connection.createStatement()) {
            if (alone) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            }
            statement.execute(SETTINGS);
            return pinned;
        } catch (SQLException failure) {
            try (pinned) {
                throw failure;
            }
        }
    }

    /** Questions about {@code schema}. */
    Query query(String schema) {
        return new Query(connection, schema);
    }

    @Override
    public void close() throws SQLException {
        if (savepoint.isPresent()) {
            connection.rollback(savepoint.get());
            connection.releaseSavepoint(savepoint.get());
            return;
        }
        connection.rollback();
        connection.setAutoCommit(true);
    }
}
