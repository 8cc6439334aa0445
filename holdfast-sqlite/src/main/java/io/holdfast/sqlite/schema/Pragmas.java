package io.holdfast.sqlite.schema;

import io.holdfast.sqlite.sql.Quoting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What SQLite tells of its own structure (<a href="https://sqlite.org/pragma.html">pragmas</a> as table functions). */
final class Pragmas {
    private final Connection connection;
    private final String schema;

    Pragmas(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** A row of {@code sqlite_schema}; {@code sql} is empty for what SQLite made by itself. */
    record Entry(String type, String name, String table, String sql) {}

    /** How SQLite sees a table: {@code table}, {@code view}, {@code shadow} or {@code virtual}. */
    record Kind(String name, String type, boolean withoutRowid, boolean strict) {}

    /**
     * A column.
     *
     * @param key its place in the primary key, from 1; 0 if it is not in it
     * @param hidden 0 for usual ones, 2 for computed when read, 3 for computed when written
     */
    record ColumnRow(String name, String type, boolean notNull, Optional<String> defaultValue, int key, int hidden) {}

    /** An index; {@code origin} is {@code c} for CREATE INDEX, {@code u} for UNIQUE, {@code pk} for PRIMARY KEY. */
    record IndexRow(String name, boolean unique, String origin, boolean partial) {}

    /** A part of an index; {@code column} is empty for an expression. */
    record PartRow(String column, boolean descending, String collation) {}

    /** One column of a foreign key; {@code to} is empty where the parent's primary key is meant. */
    record ReferenceRow(int id, String table, String from, Optional<String> to, String onUpdate, String onDelete) {}

    List<Entry> entries() throws SQLException {
        return query(
                "select type, name, tbl_name, coalesce(sql, '') from %s.sqlite_schema order by name"
                        .formatted(Quoting.name(schema)),
                row -> new Entry(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    List<Kind> kinds() throws SQLException {
        return query(
                "select name, type, wr, strict from pragma_table_list where schema = ?",
                row -> new Kind(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
                schema);
    }

    List<ColumnRow> columns(String table) throws SQLException {
        return query(
                "select name, type, \"notnull\", dflt_value, pk, hidden from pragma_table_xinfo(?, ?) order by cid",
                row -> new ColumnRow(
                        row.getString(1),
                        Optional.ofNullable(row.getString(2)).orElse(""),
                        row.getBoolean(3),
                        Optional.ofNullable(row.getString(4)),
                        row.getInt(5),
                        row.getInt(6)),
                table,
                schema);
    }

    List<IndexRow> indexes(String table) throws SQLException {
        return query(
                "select name, \"unique\", origin, partial from pragma_index_list(?, ?) order by seq desc",
                row -> new IndexRow(row.getString(1), row.getBoolean(2), row.getString(3), row.getBoolean(4)),
                table,
                schema);
    }

    List<PartRow> parts(String index) throws SQLException {
        return query(
                "select name, desc, coll from pragma_index_xinfo(?, ?) where key order by seqno",
                row -> new PartRow(
                        Optional.ofNullable(row.getString(1)).orElse(""), row.getBoolean(2), row.getString(3)),
                index,
                schema);
    }

    List<ReferenceRow> references(String table) throws SQLException {
        return query(
                "select id, \"table\", \"from\", \"to\", on_update, on_delete from pragma_foreign_key_list(?, ?)"
                        + " order by id desc, seq",
                row -> new ReferenceRow(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        Optional.ofNullable(row.getString(4)),
                        row.getString(5),
                        row.getString(6)),
                table,
                schema);
    }

    /** {@code table} as its declaration spells it: references may use other capitals. */
    String spelled(String table) throws SQLException {
        String sql = "select name from %s.sqlite_schema where type = 'table' and name = ? collate nocase"
                .formatted(Quoting.name(schema));
        return query(sql, row -> row.getString(1), table).stream().findFirst().orElse(table);
    }

    /** The highest number that a table has now. */
    long highestRowid(String table, String column) throws SQLException {
        String sql = "select coalesce(max(%s), 0) from %s.%s"
                .formatted(Quoting.name(column), Quoting.name(schema), Quoting.name(table));
        return query(sql, row -> row.getLong(1)).get(0);
    }

    /** The highest number that SQLite remembers for a table with AUTOINCREMENT. */
    long highestRemembered(String table) throws SQLException {
        String sql = "select coalesce(max(cast(seq as integer)), 0) from %s.sqlite_sequence where name = ?"
                .formatted(Quoting.name(schema));
        return query(sql, row -> row.getLong(1), table).get(0);
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reading<T> reading, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reading.read(row));
                }
            }
            return List.copyOf(rows);
        }
    }
}
