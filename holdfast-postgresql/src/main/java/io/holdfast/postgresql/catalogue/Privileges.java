package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Privileges, as the statements that lead to them from what a new object has. Who owns an object is not told, and the
 * owner is called {@code CURRENT_USER}, so that the same schema of another owner has the same privileges. A grantor other
 * than the owner stands in a comment, because only that role could repeat its grant.
 */
final class Privileges {
    private static final String GRANTED = """
            , o AS (
                SELECT format('%s %s.%I', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, s.name, c.relname)
                       AS place, '' AS col, CASE c.relkind WHEN 'S' THEN '' ELSE c.relname END AS tablename,
                       c.relacl AS acl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, c.relowner)
                       AS usual, c.relowner AS owner
                FROM s JOIN pg_class c ON c.relnamespace = s.oid
                WHERE c.relacl IS NOT NULL AND NOT EXISTS (SELECT FROM pg_depend own WHERE own.deptype = 'e'
                      AND own.classid = 'pg_class'::regclass AND own.objid = c.oid AND own.objsubid = 0)
                UNION ALL
                SELECT format('TABLE %s.%I', s.name, c.relname), format(' (%I)', a.attname), c.relname, a.attacl,
                       acldefault('c', c.relowner), c.relowner
                FROM s JOIN pg_class c ON c.relnamespace = s.oid
                     JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
                WHERE a.attacl IS NOT NULL AND OWN(pg_class, c)
                UNION ALL
                SELECT format('%s %s', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
                              p.oid::regprocedure), '', '', p.proacl,
                       acldefault('f', p.proowner), p.proowner
                FROM s JOIN pg_proc p ON p.pronamespace = s.oid WHERE p.proacl IS NOT NULL AND OWN(pg_proc, p)
                UNION ALL
                SELECT format('TYPE %s.%I', s.name, t.typname), '', '', t.typacl, acldefault('T', t.typowner), t.typowner
                FROM s JOIN pg_type t ON t.typnamespace = s.oid WHERE t.typacl IS NOT NULL AND OWN(pg_type, t)
                UNION ALL
                SELECT format('SCHEMA %s', s.name), '', '', n.nspacl, acldefault('n', n.nspowner), n.nspowner
                FROM s JOIN pg_namespace n ON n.oid = s.oid WHERE n.nspacl IS NOT NULL),
              given AS (SELECT o.place, o.col, o.tablename, o.owner, x.* FROM o CROSS JOIN LATERAL aclexplode(o.acl) x),
              usual AS (SELECT o.place, o.col, o.tablename, o.owner, x.* FROM o CROSS JOIN LATERAL aclexplode(o.usual) x),
              change AS (
                SELECT 2 AS step, 'GRANT' AS verb, 'TO' AS way, g.* FROM given g
                WHERE NOT EXISTS (SELECT FROM usual u
                                  WHERE u.place = g.place AND u.col = g.col AND u.grantee = g.grantee
                                    AND u.privilege_type = g.privilege_type AND u.is_grantable = g.is_grantable)
                UNION ALL
                SELECT 1, 'REVOKE', 'FROM', u.* FROM usual u
                WHERE NOT EXISTS (SELECT FROM given g
                                  WHERE u.place = g.place AND u.col = g.col AND u.grantee = g.grantee
                                    AND u.privilege_type = g.privilege_type)),
              statement AS (
                SELECT c.place, c.col, c.tablename, c.step, w.role,
                       format('%s %s ON %s %s %s%s%s', c.verb,
                              string_agg(c.privilege_type || c.col, ', ' ORDER BY c.privilege_type COLLATE "C"),
                              c.place, c.way, w.role,
                              CASE WHEN c.is_grantable AND c.step = 2 THEN ' WITH GRANT OPTION' END, w.grantor) AS sql
                FROM change c
                     CROSS JOIN LATERAL (
                        SELECT CASE c.grantee WHEN 0 THEN 'PUBLIC' WHEN c.owner THEN 'CURRENT_USER'
                                    ELSE quote_ident(pg_get_userbyid(c.grantee)) END AS role,
                               CASE WHEN c.grantor <> c.owner THEN format(' /* granted by %I */',
                                    replace(pg_get_userbyid(c.grantor), '*', '')) END AS grantor) w
                GROUP BY c.place, c.col, c.tablename, c.step, c.verb, c.way, w.role, w.grantor, c.is_grantable)
            SELECT 'privileges' AS kind, place || col AS name, tablename,
                   string_agg(sql, '; ' ORDER BY step, role COLLATE "C", sql COLLATE "C") AS declaration
            FROM statement GROUP BY place, col, tablename
            """;

    /** What new objects of the schema will have. */
    private static final String DEFAULTS = """
            , given AS (
                SELECT s.name, pg_get_userbyid(d.defaclrole) AS maker, x.privilege_type, x.is_grantable,
                       CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                            ELSE 'TYPES' END AS what,
                       CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS role
                FROM s JOIN pg_default_acl d ON d.defaclnamespace = s.oid
                     CROSS JOIN LATERAL aclexplode(d.defaclacl) x),
              statement AS (
                SELECT maker, what, role,
                       format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %s GRANT %s ON %s TO %s%s', maker, name,
                              string_agg(privilege_type, ', ' ORDER BY privilege_type COLLATE "C"), what, role,
                              CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END) AS sql
                FROM given GROUP BY name, maker, what, role, is_grantable)
            SELECT 'privileges' AS kind, format('new %s of %I', lower(what), maker) AS name, '' AS tablename,
                   string_agg(sql, '; ' ORDER BY role COLLATE "C", sql COLLATE "C") AS declaration
            FROM statement GROUP BY maker, what
            """;

    private Privileges() {}

    static List<Other> read(Query query) throws SQLException {
        List<Other> found = new ArrayList<>(query.others(GRANTED));
        found.addAll(query.others(DEFAULTS));
        return found;
    }
}
