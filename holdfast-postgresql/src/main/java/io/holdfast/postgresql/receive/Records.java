package io.holdfast.postgresql.receive;

import io.holdfast.engine.Receiver.Published;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The table {@code holdfast.transfers}: what was published, in the same transaction as what it tells of. */
final class Records {
    private static final String CREATE = """
            CREATE SCHEMA IF NOT EXISTS holdfast;
            CREATE TABLE IF NOT EXISTS holdfast.transfers (
                id uuid PRIMARY KEY,
                source text NOT NULL,
                schema text NOT NULL,
                published_at timestamptz NOT NULL,
                report jsonb NOT NULL)
            """;

    private Records() {}

    /** Makes the table where it is missing; nothing is asked of a user who could not make it again. */
    static void make(Connection connection) throws SQLException {
        if (exist(connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        }
    }

    static void add(Connection connection, UUID id, Published published, String schema) throws SQLException {
        String sql = "INSERT INTO holdfast.transfers (id, source, schema, published_at, report)"
                + " VALUES (?, ?, ?, statement_timestamp(), ?::jsonb)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, id);
            insert.setString(2, published.source());
            insert.setString(3, schema);
            insert.setString(4, published.report());
            insert.executeUpdate();
        }
    }

    static boolean contain(Connection connection, UUID id) throws SQLException {
        if (!exist(connection)) {
            return false;
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM holdfast.transfers WHERE id = ?")) {
            query.setObject(1, id);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    static Optional<Published> newest(Connection connection, String schema) throws SQLException {
        if (!exist(connection)) {
            return Optional.empty();
        }
        String sql = "SELECT source, published_at, report::text FROM holdfast.transfers"
                + " WHERE schema = ? ORDER BY published_at DESC LIMIT 1";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, schema);
            try (ResultSet found = query.executeQuery()) {
                return found.next()
                        ? Optional.of(new Published(
                                found.getString(1),
                                found.getObject(2, OffsetDateTime.class).toInstant(),
                                found.getString(3)))
                        : Optional.empty();
            }
        }
    }

    private static boolean exist(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT to_regclass('holdfast.transfers') IS NOT NULL")) {
            return found.next() && found.getBoolean(1);
        }
    }
}
