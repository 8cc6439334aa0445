package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Other;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Functions, procedures and aggregates, by name and the types of their arguments. */
final class Routines {
    private static final String FUNCTIONS = """
            SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
                   format('%I(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) AS name, '' AS tablename,
                   btrim(pg_get_functiondef(p.oid), E' \\n') AS declaration
            FROM s JOIN pg_proc p ON p.pronamespace = s.oid
            WHERE p.prokind <> 'a' AND OWN(pg_proc, p)
            """;

    private static final String AGGREGATES = """
            , a AS (SELECT g.*, p.proparallel, p.proname, s.name AS place,
                           CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_get_function_identity_arguments(p.oid) END AS args
                    FROM s JOIN pg_proc p ON p.pronamespace = s.oid JOIN pg_aggregate g ON g.aggfnoid = p.oid
                    WHERE OWN(pg_proc, p))
            SELECT 'aggregate' AS kind, format('%I(%s)', a.proname, a.args) AS name, '' AS tablename,
                   format('CREATE AGGREGATE %s.%I(%s) (%s)', a.place, a.proname, a.args, concat_ws(', ',
                       format('SFUNC = %s', a.aggtransfn), format('STYPE = %s', format_type(a.aggtranstype, NULL)),
                       'SSPACE = ' || nullif(a.aggtransspace, 0),
                       'FINALFUNC = ' || nullif(a.aggfinalfn::text, '-'),
                       CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
                       CASE WHEN a.aggfinalfn::oid <> 0 THEN 'FINALFUNC_MODIFY = ' || final.word END,
                       'COMBINEFUNC = ' || nullif(a.aggcombinefn::text, '-'),
                       'SERIALFUNC = ' || nullif(a.aggserialfn::text, '-'),
                       'DESERIALFUNC = ' || nullif(a.aggdeserialfn::text, '-'),
                       'INITCOND = ' || quote_literal(a.agginitval),
                       'MSFUNC = ' || nullif(a.aggmtransfn::text, '-'),
                       'MINVFUNC = ' || nullif(a.aggminvtransfn::text, '-'),
                       CASE WHEN a.aggmtranstype <> 0 THEN 'MSTYPE = ' || format_type(a.aggmtranstype, NULL) END,
                       'MSSPACE = ' || nullif(a.aggmtransspace, 0),
                       'MFINALFUNC = ' || nullif(a.aggmfinalfn::text, '-'),
                       CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
                       CASE WHEN a.aggmfinalfn::oid <> 0 THEN 'MFINALFUNC_MODIFY = ' || moving.word END,
                       'MINITCOND = ' || quote_literal(a.aggminitval),
                       CASE WHEN a.aggsortop <> 0 THEN (SELECT format('SORTOP = OPERATOR(%s.%s)',
                            o.oprnamespace::regnamespace, o.oprname) FROM pg_operator o WHERE o.oid = a.aggsortop) END,
                       CASE a.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
                       CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END)) AS declaration
            FROM a
                 LEFT JOIN (VALUES ('r', 'READ_ONLY'), ('s', 'SHAREABLE'), ('w', 'READ_WRITE')) final(code, word)
                        ON final.code = a.aggfinalmodify::text
                 LEFT JOIN (VALUES ('r', 'READ_ONLY'), ('s', 'SHAREABLE'), ('w', 'READ_WRITE')) moving(code, word)
                        ON moving.code = a.aggmfinalmodify::text
            """;

    private Routines() {}

    static List<Other> read(Query query) throws SQLException {
        List<Other> found = new ArrayList<>(query.others(FUNCTIONS));
        found.addAll(query.others(AGGREGATES));
        return found;
    }
}
