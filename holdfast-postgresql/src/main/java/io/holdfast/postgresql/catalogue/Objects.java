package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Extensions, extended statistics, collations, conversions, casts, and whatever else there may be. */
final class Objects {
    private static final String EXTENSIONS = """
            SELECT 'extension' AS kind, quote_ident(e.extname) AS name, '' AS tablename,
                   format('CREATE EXTENSION %I WITH SCHEMA %s VERSION %L', e.extname, s.name, e.extversion) AS declaration
            FROM s JOIN pg_extension e ON e.extnamespace = s.oid
            UNION ALL
            SELECT 'setting', format('%s %s depends on extension %I', thing.type, thing.identity, e.extname), '',
                   format('ALTER %s %s DEPENDS ON EXTENSION %I', upper(thing.type), thing.identity, e.extname)
            FROM s CROSS JOIN pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                 CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) thing
                 LEFT JOIN pg_trigger g ON d.classid = 'pg_trigger'::regclass AND g.oid = d.objid
                 LEFT JOIN pg_class c ON c.oid = g.tgrelid
            WHERE d.deptype = 'x' AND d.refclassid = 'pg_extension'::regclass
              AND (thing.schema = s.name OR c.relnamespace = s.oid)
            """;

    private static final String STATISTICS = """
            , x AS (SELECT x.oid, x.stxname, (to_jsonb(x) ->> 'stxstattarget')::int AS target, c.relname, s.name AS place
                    FROM s JOIN pg_statistic_ext x ON x.stxnamespace = s.oid JOIN pg_class c ON c.oid = x.stxrelid
                    WHERE OWN(pg_statistic_ext, x))
            SELECT 'statistics' AS kind, quote_ident(x.stxname) AS name, x.relname AS tablename,
                   pg_get_statisticsobjdef(x.oid) AS declaration
            FROM x
            UNION ALL
            SELECT 'setting', format('target of statistics %I', x.stxname), x.relname,
                   format('ALTER STATISTICS %s.%I SET STATISTICS %s', x.place, x.stxname, x.target)
            FROM x WHERE x.target >= 0
            """;

    /** The column of an ICU locale has another name in each of several versions; before 15 it was collcollate. */
    private static final String COLLATIONS = """
            SELECT 'collation' AS kind, quote_ident(l.collname) AS name, '' AS tablename,
                   format('CREATE COLLATION %s.%I (%s)', s.name, l.collname, concat_ws(', ',
                       'PROVIDER = ' || CASE l.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                       CASE WHEN l.collprovider = 'c'
                            THEN format('LC_COLLATE = %L, LC_CTYPE = %L', l.collcollate, l.collctype)
                            ELSE format('LOCALE = %L', coalesce(j.j ->> 'colllocale', j.j ->> 'colliculocale',
                                                                l.collcollate)) END,
                       CASE WHEN NOT l.collisdeterministic THEN 'DETERMINISTIC = false' END,
                       'RULES = ' || quote_literal(j.j ->> 'collicurules'))) AS declaration
            FROM s JOIN pg_collation l ON l.collnamespace = s.oid CROSS JOIN LATERAL (SELECT to_jsonb(l) AS j) j
            WHERE OWN(pg_collation, l)
            UNION ALL
            SELECT 'conversion', quote_ident(v.conname), '',
                   format('CREATE %sCONVERSION %s.%I FOR %L TO %L FROM %s', CASE WHEN v.condefault THEN 'DEFAULT ' END,
                          s.name, v.conname, pg_encoding_to_char(v.conforencoding), pg_encoding_to_char(v.contoencoding),
                          v.conproc)
            FROM s JOIN pg_conversion v ON v.connamespace = s.oid
            WHERE OWN(pg_conversion, v)
            """;

    /** A cast lives in no schema; it is told where a type or the function of the schema takes part. */
    private static final String CASTS = """
            SELECT 'cast' AS kind, format('(%s AS %s)', format_type(k.castsource, NULL), format_type(k.casttarget, NULL))
                   AS name, '' AS tablename,
                   format('CREATE CAST (%s AS %s) %s%s', format_type(k.castsource, NULL),
                          format_type(k.casttarget, NULL),
                          CASE k.castmethod WHEN 'i' THEN 'WITH INOUT' WHEN 'b' THEN 'WITHOUT FUNCTION'
                               ELSE format('WITH FUNCTION %s', k.castfunc::regprocedure) END,
                          CASE k.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END)
                   AS declaration
            FROM s CROSS JOIN pg_cast k JOIN pg_type a ON a.oid = k.castsource JOIN pg_type b ON b.oid = k.casttarget
                 LEFT JOIN pg_proc p ON p.oid = k.castfunc
            WHERE k.oid >= 16384 AND s.oid IN (a.typnamespace, b.typnamespace, p.pronamespace) AND OWN(pg_cast, k)
            """;

    /** Kinds that a newer server may bring: they are told, though nothing here can declare them. */
    private static final String UNKNOWN = """
            SELECT i.type AS kind, i.identity AS name, '' AS tablename,
                   format('/* %s %s: no declaration is known */', i.type, replace(i.identity, '*/', '')) AS declaration
            FROM s JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = s.oid
                                       AND d.deptype = 'n' AND d.objsubid = 0
                 LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
                 CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) i
            WHERE (d.classid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass,
                                     'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_opfamily'::regclass,
                                     'pg_collation'::regclass, 'pg_conversion'::regclass, 'pg_ts_config'::regclass,
                                     'pg_ts_dict'::regclass, 'pg_ts_template'::regclass, 'pg_ts_parser'::regclass,
                                     'pg_statistic_ext'::regclass, 'pg_extension'::regclass)
                   OR c.relkind NOT IN ('r', 'p', 'v', 'm', 'f', 'S', 'c'))
              AND NOT EXISTS (SELECT FROM pg_depend own WHERE own.classid = d.classid AND own.objid = d.objid
                                                          AND own.deptype = 'e')
            """;

    private Objects() {}

    static List<Other> read(Query query) throws SQLException {
        List<Other> found = new ArrayList<>(query.others(EXTENSIONS));
        found.addAll(query.others(STATISTICS));
        found.addAll(query.others(COLLATIONS));
        found.addAll(query.others(CASTS));
        found.addAll(query.others(UNKNOWN));
        return found;
    }
}
