package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Part;
import io.holdfast.engine.SchemaModel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Indexes of tables that belong to no constraint. */
final class Indexes {
    private static final String INDEXES = """
            SELECT c.relname AS tablename, x.relname AS name, i.indisunique AS isunique,
                   pg_get_indexdef(i.indexrelid) AS declaration,
                   pg_get_expr(i.indpred, i.indrelid) AS predicate, p.columns, p.expressions, p.descending, p.collations
            FROM s JOIN pg_class c ON c.relnamespace = s.oid
                 JOIN pg_index i ON i.indrelid = c.oid
                 JOIN pg_class x ON x.oid = i.indexrelid
                 CROSS JOIN LATERAL (
                    SELECT array_agg(coalesce(a.attname::text, '') ORDER BY n.n) AS columns,
                           array_agg(CASE WHEN a.attname IS NULL THEN pg_get_indexdef(i.indexrelid, n.n + 1, true)
                                          ELSE '' END ORDER BY n.n) AS expressions,
                           array_agg(((i.indoption[n.n] & 1) = 1)::text ORDER BY n.n) AS descending,
                           array_agg(CASE WHEN i.indcollation[n.n] NOT IN (0, a.attcollation)
                                          THEN COLLATION(i.indcollation[n.n]) ELSE '' END
                                     ORDER BY n.n) AS collations
                    FROM generate_series(0, i.indnkeyatts - 1) n(n)
                         LEFT JOIN pg_attribute a
                                ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n.n] AND a.attnum > 0) p
            WHERE c.relkind IN ('r', 'p') AND OWN(pg_class, c)
              AND NOT EXISTS (SELECT FROM pg_constraint k
                              WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
            ORDER BY c.oid, x.relname COLLATE "C"
            """;

    private Indexes() {}

    static Map<String, List<Index>> read(Query query) throws SQLException {
        return query.byTable(INDEXES, Indexes::index);
    }

    private static Index index(ResultSet row) throws SQLException {
        List<String> columns = Query.strings(row, "columns");
        List<String> expressions = Query.strings(row, "expressions");
        List<String> descending = Query.strings(row, "descending");
        List<String> collations = Query.strings(row, "collations");
        List<Part> parts = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            boolean plain = !columns.get(index).isEmpty();
            Optional<Sql> expression =
                    plain ? Optional.empty() : Optional.of(new Sql(expressions.get(index), Optional.empty()));
            parts.add(new Part(
                    columns.get(index), expression, descending.get(index).equals("true"), collations.get(index)));
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
