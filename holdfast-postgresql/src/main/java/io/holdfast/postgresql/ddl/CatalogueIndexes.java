package io.holdfast.postgresql.ddl;

import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Part;
import io.holdfast.engine.SchemaModel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Indexes that belong to no constraint. */
final class CatalogueIndexes {
    private static final String INDEXES = """
            SELECT c.relname AS tablename, x.relname AS name, i.indisunique AS isunique,
                   pg_catalog.pg_get_indexdef(i.indexrelid) AS declaration,
                   pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate,
                   (SELECT array_agg(CASE WHEN i.indkey[p.n] = 0 THEN '' ELSE a.attname::text END ORDER BY p.n)
                    FROM generate_series(0, i.indnkeyatts - 1) p(n)
                         LEFT JOIN pg_catalog.pg_attribute a
                                ON a.attrelid = i.indrelid AND a.attnum = i.indkey[p.n]) AS columns,
                   (SELECT array_agg(pg_catalog.pg_get_indexdef(i.indexrelid, p.n + 1, true) ORDER BY p.n)
                    FROM generate_series(0, i.indnkeyatts - 1) p(n)) AS expressions,
                   (SELECT array_agg(((i.indoption[p.n] & 1) = 1)::text ORDER BY p.n)
                    FROM generate_series(0, i.indnkeyatts - 1) p(n)) AS descending
            FROM pg_catalog.pg_index i
                 JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                 JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
                 JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind = 'r'
              AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k
                              WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
            ORDER BY c.relname, x.relname COLLATE "C"
            """;

    private CatalogueIndexes() {}

    static Map<String, List<Index>> read(Query query, String schema) throws SQLException {
        return query.byTable(INDEXES, CatalogueIndexes::index, schema);
    }

    private static Index index(ResultSet row) throws SQLException {
        List<String> columns = Query.strings(row, "columns");
        List<String> expressions = Query.strings(row, "expressions");
        List<String> descending = Query.strings(row, "descending");
        List<Part> parts = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            boolean plain = !columns.get(index).isEmpty();
            Optional<Sql> expression =
                    plain ? Optional.empty() : Optional.of(new Sql(expressions.get(index), Optional.empty()));
            parts.add(new Part(
                    columns.get(index), expression, descending.get(index).equals("true"), ""));
        }
        String predicate = row.getString("predicate");
        return new Index(
                row.getString("name"),
                row.getBoolean("isunique"),
                List.copyOf(parts),
                predicate == null ? Optional.empty() : Optional.of(new Sql(predicate, Optional.empty())),
                row.getString("declaration"));
    }
}
