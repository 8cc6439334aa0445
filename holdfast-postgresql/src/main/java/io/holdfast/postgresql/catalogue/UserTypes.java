package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Types of one's own. What the server makes beside each, such as its array type, is left out. */
final class UserTypes {
    private static final String TYPES = """
            , t AS (SELECT y.*, format('%s.%I', s.name, y.typname) AS place
                    FROM s JOIN pg_type y ON y.typnamespace = s.oid
                    WHERE OWN(pg_type, y)
                      AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = y.typrelid AND c.relkind <> 'c')
                      AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = y.oid)),
              found AS (
                SELECT t.typname, format('CREATE TYPE %s AS ENUM (%s)', t.place,
                       (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                        FROM pg_enum e WHERE e.enumtypid = t.oid)) AS sql
                FROM t WHERE t.typtype = 'e'
                UNION ALL
                SELECT t.typname, format('CREATE TYPE %s AS (%s)', t.place,
                       (SELECT string_agg(format('%I %s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                                                 CASE WHEN a.attcollation <> y.typcollation
                                                      THEN ' COLLATE ' || COLLATION(a.attcollation) END),
                                          ', ' ORDER BY a.attnum)
                        FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
                        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
                FROM t WHERE t.typtype = 'c'
                UNION ALL
                SELECT t.typname, format('CREATE TYPE %s AS RANGE (%s)', t.place, concat_ws(', ',
                       format('SUBTYPE = %s', format_type(r.rngsubtype, NULL)),
                       (SELECT format('SUBTYPE_OPCLASS = %s.%I', o.opcnamespace::regnamespace, o.opcname)
                        FROM pg_opclass o WHERE o.oid = r.rngsubopc),
                       CASE WHEN r.rngcollation <> 0 THEN 'COLLATION = ' || COLLATION(r.rngcollation) END,
                       'CANONICAL = ' || nullif(r.rngcanonical::text, '-'),
                       'SUBTYPE_DIFF = ' || nullif(r.rngsubdiff::text, '-'),
                       'MULTIRANGE_TYPE_NAME = ' || (to_jsonb(r) ->> 'rngmultitypid')::oid::regtype))
                FROM t JOIN pg_range r ON r.rngtypid = t.oid WHERE t.typtype = 'r'
                UNION ALL
                SELECT t.typname, format('CREATE TYPE %s', t.place) || CASE WHEN t.typisdefined THEN format(' (%s)',
                       concat_ws(', ', format('INPUT = %s', t.typinput), format('OUTPUT = %s', t.typoutput),
                       'RECEIVE = ' || nullif(t.typreceive::text, '-'), 'SEND = ' || nullif(t.typsend::text, '-'),
                       'TYPMOD_IN = ' || nullif(t.typmodin::text, '-'),
                       'TYPMOD_OUT = ' || nullif(t.typmodout::text, '-'),
                       'ANALYZE = ' || nullif(t.typanalyze::text, '-'),
                       'SUBSCRIPT = ' || nullif(to_jsonb(t) ->> 'typsubscript', '-'),
                       format('INTERNALLENGTH = %s', CASE t.typlen WHEN -1 THEN 'VARIABLE' ELSE t.typlen::text END),
                       CASE WHEN t.typbyval THEN 'PASSEDBYVALUE' END,
                       'ALIGNMENT = ' || CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2'
                                                         WHEN 'i' THEN 'int4' ELSE 'double' END,
                       'STORAGE = ' || CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external'
                                                         WHEN 'm' THEN 'main' ELSE 'extended' END,
                       format('CATEGORY = %L', t.typcategory), CASE WHEN t.typispreferred THEN 'PREFERRED = true' END,
                       'DEFAULT = ' || quote_literal(t.typdefault),
                       CASE WHEN t.typelem <> 0 THEN 'ELEMENT = ' || format_type(t.typelem, NULL) END,
                       format('DELIMITER = %L', t.typdelim),
                       CASE WHEN t.typcollation <> 0 THEN 'COLLATABLE = true' END)) ELSE '' END
                FROM t WHERE t.typtype IN ('b', 'p'))
            SELECT 'type' AS kind, quote_ident(found.typname) AS name, '' AS tablename, found.sql AS declaration
            FROM found
            """;

    private static final String DOMAINS = """
            , d AS (SELECT y.*, format('%s.%I', s.name, y.typname) AS place
                    FROM s JOIN pg_type y ON y.typnamespace = s.oid WHERE y.typtype = 'd' AND OWN(pg_type, y))
            SELECT 'domain' AS kind, quote_ident(d.typname) AS name, '' AS tablename,
                   format('CREATE DOMAIN %s AS %s%s%s%s%s', d.place, format_type(d.typbasetype, d.typtypmod),
                          CASE WHEN d.typcollation <> b.typcollation THEN ' COLLATE ' || COLLATION(d.typcollation) END,
                          ' DEFAULT ' || coalesce(pg_get_expr(d.typdefaultbin, 0), d.typdefault),
                          CASE WHEN d.typnotnull THEN coalesce(
                               (SELECT format(' CONSTRAINT %I NOT NULL', k.conname) FROM pg_constraint k
                                WHERE k.contypid = d.oid AND k.contype = 'n' AND k.conname <> d.typname || '_not_null'),
                               ' NOT NULL') END,
                          (SELECT string_agg(format(' CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), ''
                                             ORDER BY k.conname COLLATE "C")
                           FROM pg_constraint k
                           WHERE k.contypid = d.oid AND k.contype = 'c' AND k.convalidated)) AS declaration
            FROM d JOIN pg_type b ON b.oid = d.typbasetype
            UNION ALL
            SELECT 'setting', format('constraint %I of domain %I', k.conname, d.typname), '',
                   format('ALTER DOMAIN %s ADD CONSTRAINT %I %s', d.place, k.conname, pg_get_constraintdef(k.oid))
            FROM d JOIN pg_constraint k ON k.contypid = d.oid AND k.contype = 'c' AND NOT k.convalidated
            """;

    private UserTypes() {}

    static List<Other> read(Query query) throws SQLException {
        List<Other> found = new ArrayList<>(query.others(TYPES));
        found.addAll(query.others(DOMAINS));
        return found;
    }
}
