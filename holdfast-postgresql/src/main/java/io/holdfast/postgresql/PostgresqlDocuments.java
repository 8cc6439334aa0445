package io.holdfast.postgresql;

import io.holdfast.engine.document.Capabilities;
import io.holdfast.engine.document.SqlDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Documents in PostgreSQL: the body as {@code jsonb}, which keeps every value as it was written and not the order of the
 * fields (<a href="https://www.postgresql.org/docs/current/datatype-json.html">8.14</a>).
 */
final class PostgresqlDocuments implements SqlDialect {
    private static final int BATCH = 1000;
    private static final long BATCH_BYTES = 8L << 20;

    @Override
    public String createTable(String table) {
        return """
                create table if not exists %s (
                  id text collate "C" not null primary key,
                  ver bigint not null check (ver >= 1),
                  st text not null check (st in ('NEW', 'LIVE', 'DEL')),
                  nonce text,
                  applied text not null,
                  bk bigint not null check (bk >= 0),
                  created_at timestamptz(3) not null,
                  moved_at timestamptz(3),
                  body jsonb check (jsonb_typeof(body) = 'object'),
                  check ((nonce is not null) = (st = 'NEW')),
                  check ((body is null) = (st = 'DEL'))
                )""".formatted(table);
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
    public Optional<Instant> time(ResultSet row, String label) throws SQLException {
        return Optional.ofNullable(row.getObject(label, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
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
