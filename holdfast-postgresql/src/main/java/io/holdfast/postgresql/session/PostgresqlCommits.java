package io.holdfast.postgresql.session;

import io.holdfast.engine.Commits;
import io.holdfast.engine.SqlSession;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Commits are found by their transaction's number: the server knows what became of each one that is not too long ago
 * (<a href="https://www.postgresql.org/docs/current/functions-info.html">pg_xact_status</a>). A transaction that has
 * written nothing has no number.
 */
public final class PostgresqlCommits implements Commits {
    private static final String TICKET = "SELECT pg_catalog.pg_current_xact_id_if_assigned()::text";
    private static final String STATUS = "SELECT pg_catalog.pg_xact_status(?::xid8)";
    private static final String END = """
            SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
            WHERE backend_xid::text::bigint = ?::bigint % 4294967296
            """;

    /** Asks only where something may have been written. */
    @Override
    public Optional<String> ticket(SqlSession session) throws SQLException {
        BaseConnection driver = session.connection().unwrap(BaseConnection.class);
        if (driver.getTransactionState() == TransactionState.IDLE || driver.isReadOnly()) {
            return Optional.empty();
        }
        try (PreparedStatement statement = session.connection().prepareStatement(TICKET);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    @Override
    public Outcome outcome(SqlSession session, String ticket) throws SQLException {
        return switch (String.valueOf(ask(session, STATUS, ticket))) {
            case "committed" -> Outcome.COMMITTED;
            case "aborted" -> Outcome.ROLLED_BACK;
            case "in progress" -> Outcome.RUNNING;
            default -> Outcome.FORGOTTEN;
        };
    }

    @Override
    public void end(SqlSession session, String ticket) throws SQLException {
        ask(session, END, ticket);
    }

    private static @Nullable String ask(SqlSession session, String question, String ticket) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(question)) {
            statement.setString(1, ticket);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
