package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Triggers, rewrite rules and policies. Whether a trigger or rule fires is a {@code setting} of its own where it is not
 * as usual. Triggers that partitions have from their table are left out.
 */
final class Rules {
    private static final String TRIGGERS = """
            , t AS (SELECT c.relname, g.*, format('%s.%I', s.name, c.relname) AS place
                    FROM s JOIN pg_class c ON c.relnamespace = s.oid JOIN pg_trigger g ON g.tgrelid = c.oid
                    WHERE NOT g.tgisinternal AND coalesce(to_jsonb(g) ->> 'tgparentid', '0') = '0'
                      AND OWN(pg_trigger, g) AND OWN(pg_class, c))
            SELECT 'trigger' AS kind, quote_ident(t.tgname) AS name, t.relname AS tablename,
                   pg_get_triggerdef(t.oid) AS declaration
            FROM t
            UNION ALL
            SELECT 'setting', format('firing of trigger %I', t.tgname), t.relname,
                   format('ALTER TABLE %s %s TRIGGER %I', t.place, CASE t.tgenabled WHEN 'D' THEN 'DISABLE'
                          WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, t.tgname)
            FROM t WHERE t.tgenabled <> 'O'
            """;

    private static final String RULES = """
            , r AS (SELECT c.relname, w.oid, w.rulename, w.ev_enabled, format('%s.%I', s.name, c.relname) AS place
                    FROM s JOIN pg_class c ON c.relnamespace = s.oid JOIN pg_rewrite w ON w.ev_class = c.oid
                    WHERE w.rulename <> '_RETURN' AND OWN(pg_class, c))
            SELECT 'rule' AS kind, quote_ident(r.rulename) AS name, r.relname AS tablename,
                   rtrim(pg_get_ruledef(r.oid), ';') AS declaration
            FROM r
            UNION ALL
            SELECT 'setting', format('firing of rule %I', r.rulename), r.relname,
                   format('ALTER TABLE %s %s RULE %I', r.place, CASE r.ev_enabled WHEN 'D' THEN 'DISABLE'
                          WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, r.rulename)
            FROM r WHERE r.ev_enabled <> 'O'
            """;

    private static final String POLICIES = """
            SELECT 'policy' AS kind, quote_ident(p.polname) AS name, c.relname AS tablename,
                   format('CREATE POLICY %I ON %s.%I AS %s FOR %s TO %s%s%s', p.polname, s.name, c.relname,
                          CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                          CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                                        WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                          (SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', '
                                             ORDER BY pg_get_userbyid(r)::text COLLATE "C")
                           FROM unnest(p.polroles) r),
                          ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                          ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS declaration
            FROM s JOIN pg_class c ON c.relnamespace = s.oid JOIN pg_policy p ON p.polrelid = c.oid
            WHERE OWN(pg_class, c)
            """;

    private Rules() {}

    static List<Other> read(Query query) throws SQLException {
        List<Other> found = new ArrayList<>(query.others(TRIGGERS));
        found.addAll(query.others(RULES));
        found.addAll(query.others(POLICIES));
        return found;
    }
}
