package io.holdfast.sqlite;

import io.holdfast.engine.document.Capabilities;
import io.holdfast.engine.document.SqlDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Documents in SQLite: JSON as text, times as ISO 8601 in UTC with milliseconds, which are ordered as they are read. The
 * operator {@code ->} gives the text of a part as it was written (<a href="https://sqlite.org/json1.html#jptr">4.10</a>).
 */
final class SqliteDocuments implements SqlDialect {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern CONSTRAINT = Pattern.compile("constraint \"([a-z0-9_]+)\" check");
    private static final int LENGTH = "2024-05-01T12:00:00.250Z".length();
    private static final int NANOS_IN_A_MILLI = 1_000_000;
    private static final int BATCH = 1000;
    private static final long BATCH_BYTES = 8L << 20;
    private static final int FULL = 2;

    @Override
    public String createTable(String table, List<String> constraints) {
        return """
                create table if not exists %s (
                  id text not null primary key,
                  ver integer not null,
                  st text not null,
                  nonce text,
                  applied text not null,
                  bk integer not null,
                  created_at text not null,
                  moved_at text,
                  body text check (json_valid(body)),
                  %s
                )""".formatted(table, String.join(",\n  ", constraints));
    }

    @Override
    public String isList() {
        return "json_type(body, '$.\"$map\"') is not null";
    }

    /** SQLite lists no constraints: their names are looked for in the statement that made the table, which it keeps. */
    @Override
    public Set<String> parts(Connection connection, String name) throws SQLException {
        Set<String> parts = new HashSet<>(Queries.texts(
                connection,
                "select 'column ' || name from pragma_table_info(?1)"
                        + " union all select 'index ' || name from pragma_index_list(?1)",
                name));
        for (String sql :
                Queries.texts(connection, "select sql from sqlite_schema where type = 'table' and name = ?1", name)) {
            Matcher constraint = CONSTRAINT.matcher(sql);
            while (constraint.find()) {
                parts.add("check " + constraint.group(1));
            }
        }
        return parts;
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
    public Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(SqliteDocuments::read);
    }

    /** A time as it was written; the parser that reads any form is left to other forms, since every row has a time. */
    private static Instant read(String text) {
        if (text.length() != LENGTH || text.charAt(LENGTH - 1) != 'Z') {
            return Instant.parse(text);
        }
        try {
            return LocalDateTime.of(
                            Integer.parseInt(text, 0, 4, 10),
                            Integer.parseInt(text, 5, 7, 10),
                            Integer.parseInt(text, 8, 10, 10),
                            Integer.parseInt(text, 11, 13, 10),
                            Integer.parseInt(text, 14, 16, 10),
                            Integer.parseInt(text, 17, 19, 10),
                            Integer.parseInt(text, 20, 23, 10) * NANOS_IN_A_MILLI)
                    .toInstant(ZoneOffset.UTC);
        } catch (NumberFormatException other) {
            return Instant.parse(text);
        }
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
