package io.holdfast.postgresql.ddl;

import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Generated;
import io.holdfast.engine.SchemaModel.Identity;
import io.holdfast.engine.SchemaModel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Columns, with the next number of each identity. */
final class CatalogueColumns {
    private static final String COLUMNS = """
            SELECT c.relname AS tablename, a.attname AS name, t.typname AS type, a.atttypmod AS modifier,
                   pg_catalog.format_type(a.atttypid, a.atttypmod) AS declared, a.attnotnull AS notnull,
                   a.attidentity AS identity, a.attgenerated AS generated,
                   pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression,
                   CASE WHEN a.attcollation <> t.typcollation THEN l.collname ELSE '' END AS collation,
                   CASE WHEN a.attidentity <> ''
                        THEN pg_catalog.pg_get_serial_sequence(
                            pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), a.attname)
                   END AS sequence
            FROM pg_catalog.pg_attribute a
                 JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                 JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                 LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                 LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
            WHERE n.nspname = ? AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY c.relname, a.attnum
            """;

    private CatalogueColumns() {}

    static Map<String, List<Column>> read(Query query, String schema) throws SQLException {
        return query.byTable(COLUMNS, row -> column(query, row), schema);
    }

    private static Column column(Query query, ResultSet row) throws SQLException {
        String expression = row.getString("expression");
        String generated = row.getString("generated");
        Optional<Sql> sql = expression == null ? Optional.empty() : Optional.of(new Sql(expression, Optional.empty()));
        return new Column(
                row.getString("name"),
                row.getString("declared"),
                Types.of(row.getString("type"), row.getInt("modifier")),
                row.getBoolean("notnull"),
                generated.isEmpty() ? sql : Optional.empty(),
                generated.isEmpty() ? Optional.empty() : sql.map(text -> new Generated(text, generated.equals("s"))),
                identity(query, row.getString("sequence")),
                row.getString("collation"));
    }

    private static Optional<Identity> identity(Query query, String sequence) throws SQLException {
        if (sequence == null) {
            return Optional.empty();
        }
        String sql = """
                SELECT CASE WHEN s.is_called THEN s.last_value + p.seqincrement ELSE s.last_value END AS next
                FROM %s s, pg_catalog.pg_sequence p WHERE p.seqrelid = ?::regclass
                """.formatted(sequence);
        return query.list(sql, row -> new Identity(row.getLong("next"), true), sequence).stream()
                .findFirst();
    }
}
