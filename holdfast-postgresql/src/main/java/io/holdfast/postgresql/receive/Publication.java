package io.holdfast.postgresql.receive;

import io.holdfast.engine.Receiver.Published;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.Phase;
import io.holdfast.postgresql.ddl.Names;
import io.holdfast.postgresql.session.Failures;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes a staging schema the published one, in one transaction with the record of it.
 *
 * <p>If the answer to COMMIT is lost, a new connection finds out. It first waits for the transfer's advisory lock: once
 * it has the lock, the old session is gone from the server and its transaction has ended one way or the other; then the
 * record is there, or it is not.
 */
final class Publication {
    private final Lines lines;
    private final String schema;
    private final String staging;
    private final String source;
    private final UUID id = UUID.randomUUID();

    Publication(Lines lines, String schema, String source) {
        this.lines = lines;
        this.schema = schema;
        this.staging = Names.staging(schema);
        this.source = source;
    }

    /**
     * Publishes.
     *
     * @throws SQLException if it failed; then nothing was published
     * @throws io.holdfast.error.HoldfastException of kind OUTCOME_UNKNOWN if that could not be found out
     */
    void run(String report) throws SQLException {
        Connection connection = lines.main().connection();
        Records.make(connection);
        connection.setAutoCommit(false);
        try {
            move(connection);
            Records.add(connection, id, new Published(source, Instant.EPOCH, report), schema);
        } catch (SQLException e) {
            undo(connection, e);
            throw e;
        }
        commit(connection);
    }

    private void move(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMENT ON SCHEMA %s IS NULL".formatted(Names.quoted(staging)));
            if (!schemaExists(connection)) {
                statement.execute(
                        "ALTER SCHEMA %s RENAME TO %s".formatted(Names.quoted(staging), Names.quoted(schema)));
                return;
            }
            Preparation.checkSchemaIsEmpty(connection, schema);
            for (String table : tables(connection)) {
                statement.execute("ALTER TABLE %s SET SCHEMA %s"
                        .formatted(Names.qualified(staging, table), Names.quoted(schema)));
            }
            statement.execute("DROP SCHEMA " + Names.quoted(staging));
        }
    }

    private boolean schemaExists(Connection connection) throws SQLException {
        return !names(connection, "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ?", schema)
                .isEmpty();
    }

    private List<String> tables(Connection connection) throws SQLException {
        return names(
                connection,
                "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = ? ORDER BY tablename",
                staging);
    }

    private static List<String> names(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet rows = query.executeQuery()) {
                List<String> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        }
    }

    private static void undo(Connection connection, SQLException first) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
    }

    private void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            if (Failures.classify(e, Phase.COMMIT).kind() != ErrorKind.OUTCOME_UNKNOWN) {
                undo(connection, e);
                throw e;
            }
            if (!committed(e)) {
                throw notPublished(e);
            }
        }
    }

    private boolean committed(SQLException lost) {
        try (PostgresqlSession session = Lines.open(lines.endpoint())) {
            new Lock(session.connection(), schema).await();
            return Records.contain(session.connection(), id);
        } catch (SQLException e) {
            lost.addSuppressed(e);
            throw Failure.of(
                            ErrorKind.OUTCOME_UNKNOWN,
                            "the connection broke while schema %s was being published, and the server cannot be asked whether it was"
                                    .formatted(schema))
                    .withHint("look into holdfast.transfers when the server is back; a new transfer finds out, too")
                    .causedBy(lost);
        }
    }

    private RuntimeException notPublished(SQLException lost) {
        return Failure.of(
                        ErrorKind.CONNECTION,
                        "the connection broke before schema %s was published, so nothing was".formatted(schema))
                .withHint("run the transfer again")
                .causedBy(lost);
    }
}
