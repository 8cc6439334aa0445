package io.holdfast.app.transfer;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares a SQLite database with a PostgreSQL schema through nothing but JDBC and the engines' own SQL. It shares no
 * code with the transfer, so that it can judge it.
 */
final class PlainComparison {
    private final Connection sqlite;
    private final Connection postgresql;
    private final String schema;
    private final List<String> differences = new ArrayList<>();

    PlainComparison(Connection sqlite, Connection postgresql, String schema) {
        this.sqlite = sqlite;
        this.postgresql = postgresql;
        this.schema = schema;
    }

    List<String> differences() throws SQLException {
        List<String> tables = texts(
                sqlite,
                "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by 1");
        List<String> made = texts(
                postgresql,
                "select table_name from information_schema.tables where table_schema = '" + schema + "' order by 1");
        expect("tables", sorted(tables), sorted(made));
        for (String table : tables) {
            compareRows(table);
            compareNotNull(table);
            compareNextId(table);
        }
        compareKeys(tables);
        return differences;
    }

    private void compareRows(String table) throws SQLException {
        Map<String, String> types = types(table);
        List<String> stored = new ArrayList<>();
        List<String> received = new ArrayList<>();
        StringBuilder select = new StringBuilder();
        StringBuilder answer = new StringBuilder();
        for (String column : types.keySet()) {
            select.append(select.isEmpty() ? "" : ", ").append("typeof(%1$s), %1$s".formatted(quoted(column)));
            answer.append(answer.isEmpty() ? "" : ", ").append(quoted(column));
        }
        try (Statement statement = sqlite.createStatement();
                ResultSet rows = statement.executeQuery("select " + select + " from " + quoted(table))) {
            while (rows.next()) {
                stored.add(storedRow(rows, List.copyOf(types.values())));
            }
        }
        try (Statement statement = postgresql.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select %s from %s.%s".formatted(answer, quoted(schema), quoted(table)))) {
            while (rows.next()) {
                received.add(receivedRow(rows, List.copyOf(types.values())));
            }
        }
        Collections.sort(stored);
        Collections.sort(received);
        expect(table + " rows", stored.size(), received.size());
        for (int i = 0; i < Math.min(stored.size(), received.size()); i++) {
            expect(table, stored.get(i), received.get(i));
        }
    }

    private static String storedRow(ResultSet rows, List<String> types) throws SQLException {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            String kind = rows.getString(2 * i + 1);
            int at = 2 * i + 2;
            String value = switch (kind) {
                case "null" -> "null";
                case "integer" -> number(rows.getLong(at), types.get(i));
                case "real" -> number(rows.getDouble(at), types.get(i));
                case "blob" -> Base64.getEncoder().encodeToString(rows.getBytes(at));
                default -> text(rows.getBytes(at), types.get(i));
            };
            row.append('|').append(value);
        }
        return row.toString();
    }

    private static String number(Number value, String type) {
        return switch (type) {
            case "boolean" -> value.longValue() == 1 ? "t" : "f";
            case "double precision" -> Double.toString(value.doubleValue());
            case "numeric" ->
                new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
            case "timestamp with time zone" ->
                "epoch " + (value.longValue() > 100_000_000_000L ? value.longValue() / 1000 : value.longValue());
            default -> value.toString();
        };
    }

    private static String text(byte[] bytes, String type) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            text = new String(bytes, Charset.forName("windows-1252"));
        }
        return switch (type) {
            case "timestamp without time zone" -> {
                String whole = text.replace('T', ' ');
                yield whole.length() == 10 ? whole + " 00:00:00" : fullTime(whole, 16);
            }
            case "timestamp with time zone" ->
                "epoch " + OffsetDateTime.parse(text.replace(' ', 'T')).toEpochSecond();
            case "time without time zone" -> fullTime(text, 5);
            case "boolean" -> List.of("1", "t", "true", "yes").contains(text.toLowerCase(Locale.ROOT)) ? "t" : "f";
            case "bytea" -> Base64.getEncoder().encodeToString(bytes);
            case "jsonb" -> text.replaceAll("\\s", "");
            default -> text;
        };
    }

    private static String fullTime(String text, int withoutSeconds) {
        String seconds = text.length() == withoutSeconds ? text + ":00" : text;
        return seconds.contains(".") ? seconds.replaceAll("\\.?0*$", "") : seconds;
    }

    private static String receivedRow(ResultSet rows, List<String> types) throws SQLException {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            String text = rows.getString(i + 1);
            String value = text == null
                    ? "null"
                    : switch (types.get(i)) {
                        case "bytea" -> Base64.getEncoder().encodeToString(rows.getBytes(i + 1));
                        case "double precision" -> Double.toString(rows.getDouble(i + 1));
                        case "numeric" ->
                            rows.getBigDecimal(i + 1).stripTrailingZeros().toPlainString();
                        case "jsonb" -> text.replaceAll("\\s", "");
                        case "timestamp with time zone" ->
                            "epoch " + rows.getTimestamp(i + 1).toInstant().getEpochSecond();
                        default -> text;
                    };
            row.append('|').append(value);
        }
        return row.toString();
    }

    private void compareNotNull(String table) throws SQLException {
        List<String> declared = texts(
                sqlite,
                "select name from pragma_table_xinfo('%s') where \"notnull\" = 1 or pk > 0 order by 1"
                        .formatted(table));
        List<String> made = texts(
                postgresql,
                ("select column_name from information_schema.columns where table_schema = '%s' and table_name = '%s'"
                                + " and is_nullable = 'NO' order by 1")
                        .formatted(schema, table));
        expect(table + " not null", sorted(declared), sorted(made));
    }

    private void compareNextId(String table) throws SQLException {
        List<String> rowid = texts(
                sqlite,
                "select name from pragma_table_xinfo('%s') where pk = 1 and upper(type) = 'INTEGER'".formatted(table)
                        + " and (select count(*) from pragma_table_xinfo('%s') where pk > 0) = 1".formatted(table)
                        + " and not exists (select 1 from pragma_index_list('%s') where origin = 'pk')"
                                .formatted(table));
        if (rowid.isEmpty()) {
            return;
        }
        long highest = number(sqlite, "select coalesce(max(rowid), 0) from " + quoted(table));
        if (!texts(sqlite, "select name from sqlite_schema where name = 'sqlite_sequence'")
                .isEmpty()) {
            long remembered = number(
                    sqlite, "select coalesce(max(seq), 0) from sqlite_sequence where name = '%s'".formatted(table));
            highest = Math.max(highest, remembered);
        }
        long next = number(
                postgresql,
                "select nextval(pg_get_serial_sequence('%s.%s', '%s'))"
                        .formatted(quoted(schema), quoted(table), rowid.get(0)));
        expect(table + " next id", highest + 1, next);
    }

    private void compareKeys(List<String> tables) throws SQLException {
        long primaryKeys = 0;
        long foreignKeys = 0;
        for (String table : tables) {
            primaryKeys +=
                    number(sqlite, "select count(*) > 0 from pragma_table_xinfo('%s') where pk > 0".formatted(table));
            foreignKeys +=
                    number(sqlite, "select count(distinct id) from pragma_foreign_key_list('%s')".formatted(table));
        }
        expect("primary keys", primaryKeys, constraints("p"));
        expect("foreign keys", foreignKeys, constraints("f"));
    }

    private long constraints(String kind) throws SQLException {
        return number(
                postgresql,
                ("select count(*) from pg_constraint c join pg_namespace n on n.oid = c.connamespace"
                                + " where n.nspname = '%s' and c.contype = '%s' and c.convalidated")
                        .formatted(schema, kind));
    }

    private Map<String, String> types(String table) throws SQLException {
        Map<String, String> types = new TreeMap<>();
        try (Statement statement = postgresql.createStatement();
                ResultSet rows = statement.executeQuery(("select column_name, data_type from information_schema.columns"
                                + " where table_schema = '%s' and table_name = '%s'")
                        .formatted(schema, table))) {
            while (rows.next()) {
                types.put(rows.getString(1), rows.getString(2));
            }
        }
        expect(
                table + " columns",
                sorted(texts(sqlite, "select name from pragma_table_xinfo('%s')".formatted(table))),
                sorted(List.copyOf(types.keySet())));
        return types;
    }

    private void expect(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            differences.add("%s: expected %s, found %s".formatted(what, expected, found));
        }
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(texts(connection, sql).get(0));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
