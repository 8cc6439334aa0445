package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.SQLException;
import java.util.List;

/**
 * Comments and security labels of whatever is in the schema, and of the schema. Objects with numbers below 16384 (access/
 * transam.h, FirstNormalObjectId) are the server's own; the schema public is one of them.
 */
final class Comments {
    private static final String COMMENTS = """
            , said AS (
                SELECT d.classoid, d.objoid, d.objsubid, 'comment' AS kind, 'COMMENT' AS verb, '' AS by,
                       d.description AS text
                FROM pg_description d
                UNION ALL
                SELECT l.classoid, l.objoid, l.objsubid, 'security label', format('SECURITY LABEL FOR %I', l.provider),
                       format(' by %I', l.provider), l.label
                FROM pg_seclabel l),
              thing AS (
                SELECT said.*, i.type, i.identity, i.schema, k.contypid, k.conname,
                       coalesce(CASE said.classoid WHEN 'pg_class'::regclass THEN said.objoid END, g.tgrelid, p.polrelid,
                                w.ev_class, nullif(k.conrelid, 0)) AS relation
                FROM said
                     CROSS JOIN LATERAL pg_identify_object(said.classoid, said.objoid, said.objsubid) i
                     LEFT JOIN pg_trigger g ON said.classoid = 'pg_trigger'::regclass AND g.oid = said.objoid
                     LEFT JOIN pg_policy p ON said.classoid = 'pg_policy'::regclass AND p.oid = said.objoid
                     LEFT JOIN pg_rewrite w ON said.classoid = 'pg_rewrite'::regclass AND w.oid = said.objoid
                     LEFT JOIN pg_constraint k ON said.classoid = 'pg_constraint'::regclass AND k.oid = said.objoid
                WHERE said.objoid >= 16384 OR said.classoid = 'pg_namespace'::regclass),
              named AS (
                SELECT thing.*, c.relnamespace,
                       coalesce(t.relname, CASE WHEN c.relkind NOT IN ('S', 'c') THEN c.relname END, '') AS tablename,
                       CASE WHEN thing.type LIKE '% column' THEN 'COLUMN'
                            WHEN thing.type LIKE '% constraint' THEN 'CONSTRAINT'
                            WHEN thing.type = 'statistics object' THEN 'STATISTICS'
                            ELSE upper(thing.type) END || ' ' ||
                       CASE WHEN thing.contypid <> 0
                            THEN format('%I ON DOMAIN %s', thing.conname, format_type(thing.contypid, NULL))
                            WHEN thing.type = 'aggregate' THEN replace(thing.identity, '()', '(*)')
                            ELSE thing.identity END AS place
                FROM thing
                     LEFT JOIN pg_class c ON c.oid = thing.relation
                     LEFT JOIN pg_index x ON x.indexrelid = thing.relation
                     LEFT JOIN pg_class t ON t.oid = x.indrelid)
            SELECT n.kind, n.place || n.by AS name, n.tablename,
                   format('%s ON %s IS %L', n.verb, n.place, n.text) AS declaration
            FROM s JOIN named n ON n.schema = s.name OR n.relnamespace = s.oid
                                   OR n.classoid = 'pg_namespace'::regclass AND n.objoid = s.oid
                                   OR n.classoid = 'pg_extension'::regclass
                                      AND EXISTS (SELECT FROM pg_extension e WHERE e.oid = n.objoid
                                                                               AND e.extnamespace = s.oid)
                                   OR n.classoid = 'pg_cast'::regclass
                                      AND EXISTS (SELECT FROM pg_cast k JOIN pg_type a ON a.oid = k.castsource
                                                       JOIN pg_type b ON b.oid = k.casttarget
                                                       LEFT JOIN pg_proc p ON p.oid = k.castfunc
                                                  WHERE k.oid = n.objoid
                                                    AND s.oid IN (a.typnamespace, b.typnamespace, p.pronamespace))
            WHERE NOT EXISTS (SELECT FROM pg_depend own WHERE own.classid = n.classoid AND own.objid = n.objoid
                                                          AND own.deptype = 'e')
            """;

    private Comments() {}

    static List<Other> read(Query query) throws SQLException {
        return query.others(COMMENTS);
    }
}
