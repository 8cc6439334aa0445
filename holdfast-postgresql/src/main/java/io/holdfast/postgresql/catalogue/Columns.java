package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Generated;
import io.holdfast.engine.SchemaModel.Identity;
import io.holdfast.engine.SchemaModel.Sql;
import io.holdfast.postgresql.ddl.Types;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Columns. An identity's next number is the one it began with, which is structure; the one that comes next is data. The
 * identity of a partition is the partitioned table's.
 */
final class Columns {
    private static final String COLUMNS = """
            SELECT c.relname AS tablename, a.attname AS name, a.atttypmod AS modifier,
                   CASE WHEN t.typnamespace = 'pg_catalog'::regnamespace THEN t.typname ELSE '' END AS type,
                   format_type(a.atttypid, a.atttypmod) AS declared, a.attnotnull AS notnull,
                   a.attgenerated AS generated, pg_get_expr(d.adbin, d.adrelid) AS expression,
                   CASE WHEN a.attcollation <> t.typcollation THEN COLLATION(a.attcollation)
                        ELSE '' END AS collation,
                   q.seqstart AS first
            FROM s JOIN pg_class c ON c.relnamespace = s.oid
                 JOIN pg_attribute a ON a.attrelid = c.oid
                 JOIN pg_type t ON t.oid = a.atttypid
                 LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                 LEFT JOIN pg_depend i ON a.attidentity <> '' AND i.classid = 'pg_class'::regclass
                      AND i.refclassid = 'pg_class'::regclass AND i.refobjid = a.attrelid
                      AND i.refobjsubid = a.attnum AND i.deptype = 'i'
                 LEFT JOIN pg_sequence q ON q.seqrelid = i.objid
            WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND OWN(pg_class, c)
            ORDER BY c.oid, a.attnum
            """;

    private Columns() {}

    static Map<String, List<Column>> read(Query query) throws SQLException {
        return query.byTable(COLUMNS, Columns::column);
    }

    private static Column column(ResultSet row) throws SQLException {
        String expression = row.getString("expression");
        String generated = row.getString("generated");
        Optional<Sql> sql = expression == null ? Optional.empty() : Optional.of(new Sql(expression, Optional.empty()));
        long first = row.getLong("first");
        Optional<Identity> identity = row.wasNull() ? Optional.empty() : Optional.of(new Identity(first, true));
        return new Column(
                row.getString("name"),
                row.getString("declared"),
                Types.of(row.getString("type"), row.getInt("modifier")),
                row.getBoolean("notnull"),
                generated.isEmpty() ? sql : Optional.empty(),
                generated.isEmpty() ? Optional.empty() : sql.map(text -> new Generated(text, generated.equals("s"))),
                identity,
                row.getString("collation"));
    }
}
