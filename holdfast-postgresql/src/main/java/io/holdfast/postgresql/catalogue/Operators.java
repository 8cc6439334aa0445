package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Operators, and the families and classes that make indexes of them. Shells of operators are left out: they do nothing. */
final class Operators {
    private static final String OPERATORS = """
            SELECT 'operator' AS kind,
                   format('%s(%s, %s)', o.oprname,
                          CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
                          CASE WHEN o.oprright = 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END) AS name,
                   '' AS tablename,
                   format('CREATE OPERATOR %s.%s (%s)', s.name, o.oprname, concat_ws(', ',
                       format('FUNCTION = %s', o.oprcode),
                       CASE WHEN o.oprleft <> 0 THEN 'LEFTARG = ' || format_type(o.oprleft, NULL) END,
                       CASE WHEN o.oprright <> 0 THEN 'RIGHTARG = ' || format_type(o.oprright, NULL) END,
                       (SELECT format('COMMUTATOR = OPERATOR(%s.%s)', c.oprnamespace::regnamespace, c.oprname)
                        FROM pg_operator c WHERE c.oid = o.oprcom),
                       (SELECT format('NEGATOR = OPERATOR(%s.%s)', c.oprnamespace::regnamespace, c.oprname)
                        FROM pg_operator c WHERE c.oid = o.oprnegate),
                       'RESTRICT = ' || nullif(o.oprrest::text, '-'), 'JOIN = ' || nullif(o.oprjoin::text, '-'),
                       CASE WHEN o.oprcanhash THEN 'HASHES' END,
                       CASE WHEN o.oprcanmerge THEN 'MERGES' END)) AS declaration
            FROM s JOIN pg_operator o ON o.oprnamespace = s.oid
            WHERE o.oprcode <> 0 AND OWN(pg_operator, o)
            """;

    /** A member belongs to the class that it depends on, or to the family alone. */
    private static final String CLASSES = """
            , member AS (
                SELECT d.refclassid, d.refobjid, 1 AS part, o.amopstrategy AS number, o.amopopr::regoperator::text AS what,
                       format('OPERATOR %s %s%s', o.amopstrategy, o.amopopr::regoperator,
                              (SELECT format(' FOR ORDER BY %s.%I', f.opfnamespace::regnamespace, f.opfname)
                               FROM pg_opfamily f WHERE f.oid = o.amopsortfamily)) AS sql
                FROM pg_amop o JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = o.oid
                WHERE o.oid >= 16384 AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
                UNION ALL
                SELECT d.refclassid, d.refobjid, 2, p.amprocnum, p.amproc::oid::regprocedure::text,
                       format('FUNCTION %s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, NULL),
                              format_type(p.amprocrighttype, NULL), p.amproc::oid::regprocedure)
                FROM pg_amproc p JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = p.oid
                WHERE p.oid >= 16384 AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)),
              members AS (
                SELECT m.refclassid, m.refobjid,
                       string_agg(m.sql, ', ' ORDER BY m.part, m.number, m.what COLLATE "C", m.sql COLLATE "C") AS sql
                FROM member m GROUP BY m.refclassid, m.refobjid)
            SELECT 'operator family' AS kind, format('%I USING %I', f.opfname, a.amname) AS name, '' AS tablename,
                   format('CREATE OPERATOR FAMILY %s.%I USING %I', s.name, f.opfname, a.amname) AS declaration
            FROM s JOIN pg_opfamily f ON f.opfnamespace = s.oid JOIN pg_am a ON a.oid = f.opfmethod
            WHERE OWN(pg_opfamily, f)
            UNION ALL
            SELECT 'setting', format('members of operator family %I USING %I', f.opfname, a.amname), '',
                   format('ALTER OPERATOR FAMILY %s.%I USING %I ADD %s', s.name, f.opfname, a.amname, m.sql)
            FROM s JOIN pg_opfamily f ON f.opfnamespace = s.oid JOIN pg_am a ON a.oid = f.opfmethod
                 JOIN members m ON m.refclassid = 'pg_opfamily'::regclass AND m.refobjid = f.oid
            WHERE OWN(pg_opfamily, f)
            UNION ALL
            SELECT 'operator class', format('%I USING %I', k.opcname, a.amname), '',
                   format('CREATE OPERATOR CLASS %s.%I%s FOR TYPE %s USING %I FAMILY %s.%I AS %s', s.name, k.opcname,
                          CASE WHEN k.opcdefault THEN ' DEFAULT' END, format_type(k.opcintype, NULL), a.amname,
                          f.opfnamespace::regnamespace, f.opfname,
                          concat_ws(', ', m.sql,
                                    CASE WHEN k.opckeytype <> 0 OR m.sql IS NULL THEN 'STORAGE ' || format_type(
                                         coalesce(nullif(k.opckeytype, 0), k.opcintype), NULL) END))
            FROM s JOIN pg_opclass k ON k.opcnamespace = s.oid JOIN pg_am a ON a.oid = k.opcmethod
                 JOIN pg_opfamily f ON f.oid = k.opcfamily
                 LEFT JOIN members m ON m.refclassid = 'pg_opclass'::regclass AND m.refobjid = k.oid
            WHERE OWN(pg_opclass, k)
            """;

    private Operators() {}

    static List<Other> read(Query query) throws SQLException {
        List<Other> found = new ArrayList<>(query.others(OPERATORS));
        found.addAll(query.others(CLASSES));
        return found;
    }
}
