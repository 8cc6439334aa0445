package io.holdfast.postgresql.session;

import io.holdfast.engine.Access;
import io.holdfast.engine.Roles;
import io.holdfast.engine.SqlSession;
import io.holdfast.log.Log;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Primary or standby, of which data, on which timeline.
 *
 * <p>A server takes writes if it is not in recovery and its sessions are not read-only by default. The timeline of a
 * primary is that of the log it writes now: its control file still names the one before for a while after a promotion.
 * A standby's is the one of its last checkpoint. Some hosted servers do not tell their identity; their role is all there
 * is then.
 */
public final class PostgresqlRoles implements Roles {
    private static final Log LOG = Log.of(PostgresqlRoles.class);

    private static final String TAKES_WRITES =
            "NOT pg_catalog.pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off'";
    private static final String ROLE = "SELECT " + TAKES_WRITES + ", ''::text, 0::bigint";
    private static final String ROLE_AND_IDENTITY = "SELECT " + TAKES_WRITES + """
            ,
                   (SELECT system_identifier::text FROM pg_catalog.pg_control_system()),
                   CASE WHEN pg_catalog.pg_is_in_recovery()
                        THEN (SELECT timeline_id::bigint FROM pg_catalog.pg_control_checkpoint())
                        ELSE ('x' || substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8))
                             ::bit(32)::bigint END
            """;

    /** The function is missing, not allowed, not supported, or the server changes its role at this very moment. */
    private static final Set<String> UNTOLD = Set.of("42883", "42501", "0A000", "55000");

    @Override
    public Role role(SqlSession session) throws SQLException {
        try {
            return ask(session, ROLE_AND_IDENTITY);
        } catch (SQLException failure) {
            if (!UNTOLD.contains(String.valueOf(failure.getSQLState()))) {
                throw failure;
            }
            LOG.debug("the server does not tell its identity; SQLSTATE {}", failure.getSQLState());
            return ask(session, ROLE);
        }
    }

    private static Role ask(SqlSession session, String question) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return new Role(row.getBoolean(1) ? Access.READ_WRITE : Access.READ_ONLY, row.getString(2), row.getLong(3));
        }
    }
}
