package io.holdfast.sqlite;

import io.holdfast.engine.document.Capabilities;
import io.holdfast.engine.document.SqlDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Documents in SQLite: JSON as text, times as ISO 8601 in UTC with milliseconds, which are ordered as they are read. The
 * operator {@code ->} gives the text of a part as it was written (<a href="https://sqlite.org/json1.html#jptr">4.10</a>).
 */
final class SqliteDocuments implements SqlDialect {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int BATCH = 1000;
    private static final long BATCH_BYTES = 8L << 20;
    private static final int FULL = 2;

    @Override
    public String createTable(String table) {
        return """
                create table if not exists %s (
                  id text not null primary key,
                  ver integer not null check (ver >= 1),
                  st text not null check (st in ('NEW', 'LIVE', 'DEL')),
                  nonce text,
                  applied text not null,
                  bk integer not null check (bk >= 0),
                  created_at text not null,
                  moved_at text,
                  body text check (json_valid(body)),
                  check ((nonce is not null) = (st = 'NEW')),
                  check ((body is null) = (st = 'DEL'))
                )""".formatted(table);
    }

    @Override
    public String now() {
        return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    }

    @Override
    public String json() {
        return "?";
    }

    @Override
    public Object time(Instant time) {
        return TIME.format(time);
    }

    @Override
    public Optional<Instant> time(ResultSet row, String label) throws SQLException {
        return Optional.ofNullable(row.getString(label)).map(Instant::parse);
    }

    @Override
    public Capabilities capabilities(Connection connection) throws SQLException {
        boolean full = Queries.number(connection, "pragma synchronous") >= FULL;
        return new Capabilities(
                full,
                full
                        ? "SQLite waits for the disk at each commit"
                        : "SQLite does not wait for the disk at each commit (synchronous is not full)",
                true,
                BATCH,
                BATCH_BYTES);
    }
}
