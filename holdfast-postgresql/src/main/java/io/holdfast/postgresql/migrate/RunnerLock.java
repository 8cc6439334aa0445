package io.holdfast.postgresql.migrate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The advisory lock of one history in one database, which belongs to a session. */
final class RunnerLock {
    private static final String HOLDER = """
            select a.application_name, a.pid, coalesce(pg_catalog.host(a.client_addr), 'the server itself') as host,
                   pg_catalog.to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as since
            from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
              and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
              and l.classid::bigint << 32 | l.objid::bigint = ?""";

    /** The number of Flyway's own lock is this, and the hash of the table's name. */
    private static final long OF_FLYWAY = 77431708279161L;

    private final Connection connection;

    RunnerLock(Connection connection) {
        this.connection = connection;
    }

    /** Takes that of {@code history}, which has its schema, at once, or says who has it. */
    Optional<String> take(String history) throws SQLException {
        return take(key(history));
    }

    /** Takes Flyway's lock of {@code table}, which has its schema and is in quotes, at once, or says who has it. */
    Optional<String> takeFromFlyway(String table) throws SQLException {
        return take(OF_FLYWAY + table.hashCode());
    }

    private Optional<String> take(long key) throws SQLException {
        if (ask("select pg_catalog.pg_try_advisory_lock(?)", key)) {
            return Optional.empty();
        }
        return Optional.of(holder(key));
    }

    private boolean ask(String sql, long key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, key);
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private String holder(long key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HOLDER)) {
            query.setLong(1, key);
            try (ResultSet found = query.executeQuery()) {
                if (found.next()) {
                    return "%s, connected since %s UTC from %s, process %d of the server"
                            .formatted(
                                    found.getString("application_name"),
                                    found.getString("since"),
                                    found.getString("host"),
                                    found.getInt("pid"));
                }
                return "a session that has just ended";
            }
        }
    }

    private static long key(String history) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("holdfast migrations of " + history).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
