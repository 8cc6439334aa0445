package io.holdfast.postgresql.receive;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The advisory lock of one schema in one database. It belongs to a session: when the session's process on the server is
 * gone, so is the lock, whatever happened to the client.
 */
final class Lock {
    private static final String HOLDER = """
            SELECT a.application_name, a.pid, coalesce(host(a.client_addr), 'the server itself') AS host,
                   to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS since
            FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
              AND (l.classid::bigint << 32 | l.objid::bigint) = ?
            """;

    private final Connection connection;
    private final String schema;
    private final long key;

    Lock(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
        this.key = key(schema);
    }

    /** Takes the lock at once, or says who has it. */
    void take() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            query.setLong(1, key);
            try (ResultSet answer = query.executeQuery()) {
                if (answer.next() && answer.getBoolean(1)) {
                    return;
                }
            }
        }
        throw Failure.of(ErrorKind.LOCKED, "another transfer into schema %s is running%s".formatted(schema, holder()))
                .withHint("wait until it has finished, or stop it")
                .exception();
    }

    /** Waits for the lock as long as lock_timeout allows. */
    void await() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT pg_advisory_lock(?)")) {
            query.setLong(1, key);
            query.execute();
        }
    }

    private String holder() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HOLDER)) {
            query.setLong(1, key);
            try (ResultSet found = query.executeQuery()) {
                if (found.next() && found.getString("since") != null) {
                    return ": connected since %s UTC from %s, process %d of the server"
                            .formatted(found.getString("since"), found.getString("host"), found.getInt("pid"));
                }
                return "";
            }
        }
    }

    private static long key(String schema) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("holdfast transfer into " + schema).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
