package io.holdfast.postgresql.session;

import io.holdfast.engine.Commits;
import io.holdfast.engine.SqlSession;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLState;

/**
 * Commits are found by their transaction's number: the server knows what became of each one that is not too long ago
 * (<a href="https://www.postgresql.org/docs/current/functions-info.html">pg_xact_status</a>). A transaction that has
 * written nothing has no number.
 *
 * <p>A server that crashes forgets the numbers whose records it had not written out yet, and gives them again. So the
 * ticket says when it was written, when the server was started, and how far its log was written, the transaction's own
 * records included. After a crash the server tells how far it could read its log again: if that is beyond the ticket, the
 * number was not given again. If it is not, a number that is committed may be another transaction's, and nobody can tell;
 * one that has not been given yet, or that runs after a restart, shows that the transaction is lost.
 *
 * <p>A crash throws the server's statistics away, and so leaves its time there, also where only the sessions ended and the
 * server went on; one that was stopped in order and started again has lost nothing. The place in the log is that of the
 * last crash: between two crashes a server that can be reached is asked.
 */
public final class PostgresqlCommits implements Commits {
    private static final String TICKET = """
            SELECT pg_catalog.pg_current_xact_id_if_assigned()::text
                || ' at ' || floor(date_part('epoch', clock_timestamp()) * 1000)::bigint
                || ' since ' || floor(date_part('epoch', pg_catalog.pg_postmaster_start_time()) * 1000)::bigint
                || ' log ' || pg_catalog.pg_current_wal_insert_lsn()
            """;
    private static final Pattern WRITTEN = Pattern.compile(
            "(?<number>\\d+) at (?<at>\\d+) since (?<since>\\d+) log (?<log>\\p{XDigit}+/\\p{XDigit}+)");
    private static final String STATUS = """
            SELECT pg_catalog.pg_xact_status(?::xid8),
                   floor(date_part('epoch', pg_catalog.pg_postmaster_start_time()) * 1000)::bigint <> ?::bigint,
                   date_part('epoch', (SELECT stats_reset FROM pg_catalog.pg_stat_wal)) * 1000 >= ?::bigint
                       AND NOT coalesce(pg_catalog.pg_last_wal_replay_lsn() >= ?::pg_lsn, false)
            """;

    /** A transaction that began later has the number for a second time. */
    private static final String END = """
            SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
            WHERE backend_xid::text::bigint = ?::bigint % 4294967296 AND date_part('epoch', xact_start) * 1000 <= ?::bigint + 1
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
        Matcher written = read(ticket);
        try (PreparedStatement statement = session.connection().prepareStatement(STATUS)) {
            statement.setString(1, written.group("number"));
            statement.setString(2, written.group("since"));
            statement.setString(3, written.group("at"));
            statement.setString(4, written.group("log"));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return outcome(String.valueOf(row.getString(1)), row.getBoolean(2), row.getBoolean(3));
            }
        } catch (SQLException failure) {
            if (PSQLState.INVALID_PARAMETER_VALUE.getState().equals(failure.getSQLState())) {
                return Outcome.ROLLED_BACK; // the number has not been given yet
            }
            throw failure;
        }
    }

    private static Outcome outcome(String status, boolean restarted, boolean doubtful) {
        return switch (status) {
            case "committed" -> doubtful ? Outcome.FORGOTTEN : Outcome.COMMITTED;
            case "aborted" -> Outcome.ROLLED_BACK;
            case "in progress" -> restarted ? Outcome.ROLLED_BACK : Outcome.RUNNING;
            default -> Outcome.FORGOTTEN;
        };
    }

    @Override
    public String advice(String ticket) {
        return "if the server has not crashed since, it answers SELECT pg_xact_status('%s')"
                .formatted(read(ticket).group("number"));
    }

    @Override
    public void end(SqlSession session, String ticket) throws SQLException {
        Matcher written = read(ticket);
        try (PreparedStatement statement = session.connection().prepareStatement(END)) {
            statement.setString(1, written.group("number"));
            statement.setString(2, written.group("at"));
            statement.execute();
        }
    }

    private static Matcher read(String ticket) {
        Matcher written = WRITTEN.matcher(ticket);
        if (!written.matches()) {
            throw new IllegalArgumentException("a ticket of another engine");
        }
        return written;
    }
}
