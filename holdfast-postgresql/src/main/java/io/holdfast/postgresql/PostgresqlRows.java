package io.holdfast.postgresql;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Session;
import io.holdfast.postgresql.copy.CopyCursor;
import io.holdfast.postgresql.session.PostgresqlSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Reads rows in bulk; what a session sees is pinned by a repeatable-read transaction. */
final class PostgresqlRows implements RowReader {

    @Override
    public Session open(Endpoint endpoint, Duration timeout) throws SQLException {
        PostgresqlSession session = PostgresqlSession.open(endpoint, timeout);
        try {
            session.connection().setReadOnly(true);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void pin(Session session) throws SQLException {
        Connection connection = PostgresqlSession.connection(session);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            // the snapshot is taken by the first query, not by BEGIN
            statement.execute("SELECT 1");
        }
    }

    @Override
    public void unpin(Session session) throws SQLException {
        Connection connection = PostgresqlSession.connection(session);
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public RowCursor rows(Session session, String schema, Table table) throws SQLException, IOException {
        return CopyCursor.open(PostgresqlSession.connection(session), schema, table, reusable -> {});
    }
}
