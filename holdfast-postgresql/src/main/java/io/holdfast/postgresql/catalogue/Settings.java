package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the fields of a table do not hold and a statement sets afterwards: each a {@code setting}, which exists only where
 * it is not what a bare {@code CREATE} gives, but for an identity, whose numbering is always told whole.
 */
final class Settings {
    private static final String OF_TABLES = """
            , t AS (SELECT c.*, format('%s.%I', s.name, c.relname) AS place,
                           CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE'
                                          ELSE 'TABLE' END AS what
                    FROM s JOIN pg_class c ON c.relnamespace = s.oid
                    WHERE c.relkind IN ('r', 'p', 'm', 'f') AND OWN(pg_class, c)),
              found AS (
                SELECT t.relname, 'partition' AS name,
                       format('ALTER TABLE %s ATTACH PARTITION %s %s', h.inhparent::regclass, t.place,
                              pg_get_expr(t.relpartbound, t.oid)) AS sql
                FROM t JOIN pg_inherits h ON h.inhrelid = t.oid WHERE t.relispartition
                UNION ALL
                SELECT t.relname, format('inheritance of %s', h.inhparent::regclass),
                       format('ALTER %s %s INHERIT %s', t.what, t.place, h.inhparent::regclass)
                FROM t JOIN pg_inherits h ON h.inhrelid = t.oid WHERE NOT t.relispartition
                UNION ALL
                SELECT t.relname, 'unlogged', format('ALTER TABLE %s SET UNLOGGED', t.place)
                FROM t WHERE t.relpersistence = 'u'
                UNION ALL
                SELECT t.relname, 'type', format('ALTER TABLE %s OF %s', t.place, t.reloftype::regtype)
                FROM t WHERE t.reloftype <> 0
                UNION ALL
                SELECT t.relname, 'storage parameters', format('ALTER TABLE %s SET (%s)', t.place, p.sql)
                FROM t JOIN LATERAL (
                     SELECT string_agg(format('%s%s=%L', o.prefix, split_part(o.item, '=', 1),
                                              substr(o.item, strpos(o.item, '=') + 1)), ', '
                                       ORDER BY o.prefix, o.item COLLATE "C") AS sql
                     FROM (SELECT '' AS prefix, unnest(t.reloptions) AS item
                           UNION ALL
                           SELECT 'toast.', unnest(x.reloptions) FROM pg_class x WHERE x.oid = t.reltoastrelid) o) p
                     ON p.sql IS NOT NULL
                WHERE t.relkind IN ('r', 'p')
                UNION ALL
                SELECT t.relname, 'access method', format('ALTER TABLE %s SET ACCESS METHOD %I', t.place, m.amname)
                FROM t JOIN pg_am m ON m.oid = t.relam WHERE t.relkind IN ('r', 'p') AND m.amname <> 'heap'
                UNION ALL
                SELECT t.relname, 'tablespace', format('ALTER %s %s SET TABLESPACE %I', t.what, t.place, b.spcname)
                FROM t JOIN pg_tablespace b ON b.oid = t.reltablespace
                UNION ALL
                SELECT t.relname, 'replica identity', format('ALTER TABLE %s REPLICA IDENTITY %s', t.place,
                       CASE t.relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END)
                FROM t WHERE t.relreplident IN ('f', 'n') AND t.relkind IN ('r', 'p')
                UNION ALL
                SELECT t.relname, 'row level security', format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.place)
                FROM t WHERE t.relrowsecurity
                UNION ALL
                SELECT t.relname, 'forced row level security',
                       format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.place)
                FROM t WHERE t.relforcerowsecurity)
            SELECT 'setting' AS kind, name, relname AS tablename, sql AS declaration FROM found
            """;

    private static final String OF_COLUMNS = """
            , t AS (SELECT c.oid, c.relname, c.relkind, a.*, format('%s.%I', s.name, c.relname) AS place,
                           quote_ident(a.attname) AS col,
                           CASE WHEN a.attlen = -1 THEN nullif(to_jsonb(a) ->> 'attcompression', '') END AS compression
                    FROM s JOIN pg_class c ON c.relnamespace = s.oid
                         JOIN pg_attribute a ON a.attrelid = c.oid
                    WHERE c.relkind IN ('r', 'p', 'm', 'f', 'v') AND a.attnum > 0 AND NOT a.attisdropped
                      AND OWN(pg_class, c)),
              found AS (
                SELECT t.relname, format('storage of %s', t.col) AS name,
                       format('ALTER TABLE %s ALTER COLUMN %s SET STORAGE %s', t.place, t.col,
                              CASE t.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                                                WHEN 'x' THEN 'EXTENDED' ELSE 'MAIN' END) AS sql
                FROM t JOIN pg_type y ON y.oid = t.atttypid
                WHERE t.attstorage <> y.typstorage AND t.relkind <> 'v'
                UNION ALL
                SELECT t.relname, format('compression of %s', t.col),
                       format('ALTER TABLE %s ALTER COLUMN %s SET COMPRESSION %s', t.place, t.col,
                              CASE t.compression WHEN 'l' THEN 'lz4' WHEN 'p' THEN 'pglz' ELSE t.compression END)
                FROM t WHERE t.compression IS NOT NULL
                UNION ALL
                SELECT t.relname, format('statistics of %s', t.col),
                       format('ALTER TABLE %s ALTER COLUMN %s SET STATISTICS %s', t.place, t.col, t.attstattarget)
                FROM t WHERE t.attstattarget >= 0
                UNION ALL
                SELECT t.relname, format('options of %s', t.col),
                       format('ALTER TABLE %s ALTER COLUMN %s SET (%s)', t.place, t.col,
                              (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(t.attoptions) o))
                FROM t WHERE t.attoptions IS NOT NULL
                UNION ALL
                SELECT t.relname, format('default of %s', t.col),
                       format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', t.place, t.col,
                              pg_get_expr(d.adbin, d.adrelid))
                FROM t JOIN pg_attrdef d ON d.adrelid = t.attrelid AND d.adnum = t.attnum WHERE t.relkind = 'v'
                UNION ALL
                SELECT t.relname, format('identity of %s', t.col),
                       format('ALTER TABLE %s ALTER COLUMN %s SET GENERATED %s SET INCREMENT BY %s SET MINVALUE %s'
                              || ' SET MAXVALUE %s SET START WITH %s SET CACHE %s SET %s', t.place, t.col,
                              CASE t.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END,
                              q.seqincrement, q.seqmin, q.seqmax, q.seqstart, q.seqcache,
                              CASE WHEN q.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)
                FROM t JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                            AND d.refobjid = t.attrelid AND d.refobjsubid = t.attnum AND d.deptype = 'i'
                     JOIN pg_sequence q ON q.seqrelid = d.objid
                WHERE t.attidentity <> '')
            SELECT 'setting' AS kind, name, relname AS tablename, sql AS declaration FROM found
            """;

    private static final String OF_INDEXES = """
            , t AS (SELECT c.relname, i.*, x.reltablespace, x.reloptions, format('%s.%I', s.name, c.relname) AS place,
                           format('%s.%I', s.name, x.relname) AS index, quote_ident(x.relname) AS name
                    FROM s JOIN pg_class c ON c.relnamespace = s.oid
                         JOIN pg_index i ON i.indrelid = c.oid
                         JOIN pg_class x ON x.oid = i.indexrelid
                    WHERE c.relkind IN ('r', 'p', 'm') AND OWN(pg_class, c)),
              found AS (
                SELECT t.relname, format('storage parameters of %s', t.name) AS name,
                       format('ALTER INDEX %s SET (%s)', t.index, array_to_string(t.reloptions, ', ')) AS sql
                FROM t WHERE t.reloptions IS NOT NULL
                  AND EXISTS (SELECT FROM pg_constraint k
                              WHERE k.conindid = t.indexrelid AND k.contype IN ('p', 'u', 'x'))
                UNION ALL
                SELECT t.relname, format('tablespace of %s', t.name),
                       format('ALTER INDEX %s SET TABLESPACE %I', t.index, b.spcname)
                FROM t JOIN pg_tablespace b ON b.oid = t.reltablespace
                UNION ALL
                SELECT t.relname, 'clustering',
                       format('ALTER %s %s CLUSTER ON %s', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW'
                              ELSE 'TABLE' END, t.place, t.name)
                FROM t JOIN pg_class c ON c.oid = t.indrelid WHERE t.indisclustered
                UNION ALL
                SELECT t.relname, 'replica identity',
                       format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %s', t.place, t.name)
                FROM t WHERE t.indisreplident
                UNION ALL
                SELECT t.relname, format('partition %s', t.name),
                       format('ALTER INDEX %s ATTACH PARTITION %s', h.inhparent::regclass, t.index)
                FROM t JOIN pg_inherits h ON h.inhrelid = t.indexrelid
                UNION ALL
                SELECT t.relname, format('statistics of part %s of %s', a.attnum, t.name),
                       format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', t.index, a.attnum, a.attstattarget)
                FROM t JOIN pg_attribute a ON a.attrelid = t.indexrelid WHERE a.attstattarget >= 0)
            SELECT 'setting' AS kind, name, relname AS tablename, sql AS declaration FROM found
            """;

    private Settings() {}

    static List<Other> read(Query query) throws SQLException {
        List<Other> found = new ArrayList<>(query.others(OF_TABLES));
        found.addAll(query.others(OF_COLUMNS));
        found.addAll(query.others(OF_INDEXES));
        return found;
    }
}
