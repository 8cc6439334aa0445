package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Views, materialized views with their indexes, sequences and foreign tables. What a sequence has counted up to is data
 * and left out; whether a materialized view was ever filled is told, because it cannot be read before.
 */
final class Relations {
    private static final String VIEWS = """
            SELECT CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END AS kind,
                   quote_ident(c.relname) AS name, '' AS tablename,
                   format('CREATE %s %s.%I%s%s AS %s%s',
                          CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, s.name, c.relname,
                          CASE WHEN m.amname <> 'heap' THEN format(' USING %I', m.amname) END,
                          ' WITH (' || o.sql || ')',
                          rtrim(ltrim(pg_get_viewdef(c.oid)), ';'),
                          CASE WHEN NOT c.relispopulated THEN ' WITH NO DATA' END) AS declaration
            FROM s JOIN pg_class c ON c.relnamespace = s.oid
                 LEFT JOIN pg_am m ON m.oid = c.relam
                 CROSS JOIN LATERAL (
                    SELECT string_agg(format('%s=%L', split_part(item, '=', 1), substr(item, strpos(item, '=') + 1)),
                                      ', ' ORDER BY item COLLATE "C") AS sql
                    FROM unnest(c.reloptions) item) o
            WHERE c.relkind IN ('v', 'm') AND OWN(pg_class, c)
            UNION ALL
            SELECT 'index', quote_ident(x.relname), c.relname, pg_get_indexdef(i.indexrelid)
            FROM s JOIN pg_class c ON c.relnamespace = s.oid
                 JOIN pg_index i ON i.indrelid = c.oid
                 JOIN pg_class x ON x.oid = i.indexrelid
            WHERE c.relkind = 'm' AND OWN(pg_class, c)
            """;

    private static final String SEQUENCES = """
            , q AS (SELECT c.oid, c.relname, c.relpersistence, p.*, format('%s.%I', s.name, c.relname) AS place
                    FROM s JOIN pg_class c ON c.relnamespace = s.oid JOIN pg_sequence p ON p.seqrelid = c.oid
                    WHERE OWN(pg_class, c))
            SELECT 'sequence' AS kind, quote_ident(q.relname) AS name, '' AS tablename,
                   format('CREATE %sSEQUENCE %s AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s',
                          CASE q.relpersistence WHEN 'u' THEN 'UNLOGGED ' END, q.place, format_type(q.seqtypid, NULL),
                          q.seqincrement, q.seqmin, q.seqmax, q.seqstart, q.seqcache,
                          CASE WHEN q.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) AS declaration
            FROM q
            UNION ALL
            SELECT 'setting', format('owner of sequence %I', q.relname), t.relname,
                   format('ALTER SEQUENCE %s OWNED BY %s.%I', q.place, d.refobjid::regclass, a.attname)
            FROM q JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = q.oid AND d.deptype = 'a'
                      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
                 JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                 JOIN pg_class t ON t.oid = d.refobjid
            """;

    private static final String FOREIGN_TABLES = """
            , t AS (SELECT c.oid, c.relname, format('%s.%I', s.name, c.relname) AS place
                    FROM s JOIN pg_class c ON c.relnamespace = s.oid WHERE c.relkind = 'f' AND OWN(pg_class, c))
            SELECT 'foreign table' AS kind, quote_ident(t.relname) AS name, '' AS tablename,
                   format('CREATE FOREIGN TABLE %s (%s) SERVER %I%s', t.place, columns.sql, v.srvname,
                          ' OPTIONS (' || (SELECT string_agg(format('%I %L', option_name, option_value), ', '
                                                             ORDER BY option_name COLLATE "C")
                                           FROM pg_options_to_table(f.ftoptions)) || ')') AS declaration
            FROM t JOIN pg_foreign_table f ON f.ftrelid = t.oid
                 JOIN pg_foreign_server v ON v.oid = f.ftserver
                 CROSS JOIN LATERAL (
                    SELECT string_agg(format('%I %s%s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                             ' OPTIONS (' || (SELECT string_agg(format('%I %L', option_name, option_value), ', '
                                                                ORDER BY option_name COLLATE "C")
                                              FROM pg_options_to_table(a.attfdwoptions)) || ')',
                             CASE WHEN a.attcollation <> y.typcollation
                                  THEN ' COLLATE ' || COLLATION(a.attcollation) END,
                             CASE WHEN a.attgenerated = '' THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                                  ELSE format(' GENERATED ALWAYS AS (%s)%s', pg_get_expr(d.adbin, d.adrelid),
                                       CASE a.attgenerated WHEN 's' THEN ' STORED' ELSE ' VIRTUAL' END) END,
                             CASE WHEN a.attnotnull THEN ' NOT NULL' END), ', ' ORDER BY a.attnum) AS sql
                    FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
                         LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                    WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped) columns
            UNION ALL
            SELECT 'constraint', quote_ident(k.conname), t.relname,
                   format('ALTER FOREIGN TABLE %s ADD CONSTRAINT %I %s', t.place, k.conname, pg_get_constraintdef(k.oid))
            FROM t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'c'
            """;

    private Relations() {}

    static List<Other> read(Query query) throws SQLException {
        List<Other> found = new ArrayList<>(query.others(VIEWS));
        found.addAll(query.others(SEQUENCES));
        found.addAll(query.others(FOREIGN_TABLES));
        return found;
    }
}
