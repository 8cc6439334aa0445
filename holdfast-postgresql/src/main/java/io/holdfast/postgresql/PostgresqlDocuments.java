package io.holdfast.postgresql;

import io.holdfast.engine.document.Capabilities;
import io.holdfast.engine.document.SqlDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Documents in PostgreSQL: the body as {@code jsonb}, which keeps every value as it was written and not the order of the
 * fields (<a href="https://www.postgresql.org/docs/current/datatype-json.html">8.14</a>).
 */
final class PostgresqlDocuments implements SqlDialect {
    private static final int BATCH = 1000;
    private static final long BATCH_BYTES = 8L << 20;

    @Override
    public String createTable(String table, List<String> constraints) {
        return """
                create table if not exists %s (
                  id text collate "C" not null primary key,
                  ver bigint not null,
                  st text not null,
                  nonce text,
                  applied text not null,
                  bk bigint not null,
                  created_at timestamptz(3) not null,
                  moved_at timestamptz(3),
                  body jsonb check (jsonb_typeof(body) = 'object'),
                  %s
                )""".formatted(table, String.join(",\n  ", constraints));
    }

    @Override
    public String isList() {
        return "jsonb_exists(body, '$map')";
    }

    @Override
    public Set<String> parts(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                with one as (select to_regclass(?) as oid)
                select 'column ' || attname from pg_attribute join one on attrelid = oid
                  where attnum > 0 and not attisdropped
                union all
                select 'check ' || conname from pg_constraint join one on conrelid = one.oid
                  where contype = 'c' and convalidated
                union all
                select 'index ' || relname from pg_index join one on indrelid = one.oid
                  join pg_class on pg_class.oid = indexrelid where indisvalid and indisready""")) {
            query.setString(1, '"' + name + '"');
            try (ResultSet rows = query.executeQuery()) {
                Set<String> parts = new HashSet<>();
                while (rows.next()) {
                    parts.add(rows.getString(1));
                }
                return parts;
            }
        }
    }

    @Override
    public String now() {
        return "date_trunc('milliseconds', clock_timestamp())";
    }

    @Override
    public String json() {
        return "?::jsonb";
    }

    @Override
    public Object time(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    @Override
    public Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    @Override
    public Capabilities capabilities(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('synchronous_commit') as waits,"
                        + " current_setting('fsync') as forces")) {
            row.next();
            boolean waits = !row.getString("waits").equals("off");
            boolean forces = row.getString("forces").equals("on");
            return new Capabilities(waits && forces, durability(waits, forces), true, BATCH, BATCH_BYTES);
        }
    }

    private static String durability(boolean waits, boolean forces) {
        if (!forces) {
            return "the server never waits for the disk (fsync is off)";
        }
        return waits
                ? "the server waits for the disk at each commit"
                : "the server does not wait for the disk at each commit (synchronous_commit is off)";
    }
}
