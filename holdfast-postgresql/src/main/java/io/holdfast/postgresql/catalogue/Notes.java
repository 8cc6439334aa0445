package io.holdfast.postgresql.catalogue;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What of a table the model cannot hold, and no statement could make afterwards. */
final class Notes {
    private static final String NOTES = """
            , t AS (SELECT c.oid, c.relname, c.relkind, c.relispartition
                    FROM s JOIN pg_class c ON c.relnamespace = s.oid
                    WHERE c.relkind IN ('r', 'p') AND OWN(pg_class, c))
            SELECT t.relname AS tablename, format('The table is partitioned: PARTITION BY %s.', pg_get_partkeydef(t.oid))
                   AS note
            FROM t WHERE t.relkind = 'p'
            UNION ALL
            SELECT t.relname, format('Column %I is there only by inheritance.', a.attname)
            FROM t JOIN pg_attribute a ON a.attrelid = t.oid
            WHERE NOT t.relispartition AND a.attnum > 0 AND NOT a.attislocal AND NOT a.attisdropped
            UNION ALL
            SELECT t.relname, format('Check %I is there only by inheritance.', k.conname)
            FROM t JOIN pg_constraint k ON k.conrelid = t.oid
            WHERE NOT t.relispartition AND k.contype = 'c' AND NOT k.conislocal
            UNION ALL
            SELECT t.relname, format('The not null of column %I is the constraint %I: %s.',
                                     a.attname, k.conname, pg_get_constraintdef(k.oid))
            FROM t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'n'
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]
            WHERE k.coninhcount = 0 AND k.conname <> t.relname || '_' || a.attname || '_not_null'
               OR pg_get_constraintdef(k.oid) <> format('NOT NULL %I', a.attname)
            UNION ALL
            SELECT t.relname, format('Index %I is not valid.', x.relname)
            FROM t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class x ON x.oid = i.indexrelid
            WHERE NOT (i.indisvalid AND i.indisready AND i.indislive)
            UNION ALL
            SELECT t.relname, format('The numbers of column %I come from the sequence %I.', a.attname, q.relname)
            FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attidentity <> ''
                 JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                      AND d.refobjid = t.oid AND d.refobjsubid = a.attnum AND d.deptype = 'i'
                 JOIN pg_class q ON q.oid = d.objid
            WHERE q.relname <> t.relname || '_' || a.attname || '_seq'
            UNION ALL
            SELECT t.relname, format('Trigger %I of the partitioned table fires here in mode %s.', g.tgname, g.tgenabled)
            FROM t JOIN pg_trigger g ON g.tgrelid = t.oid
                 JOIN pg_depend d ON d.classid = 'pg_trigger'::regclass AND d.objid = g.oid
                      AND d.refclassid = 'pg_trigger'::regclass
                 JOIN pg_trigger whole ON whole.oid = d.refobjid
                 LEFT JOIN pg_constraint k ON k.oid = g.tgconstraint
            WHERE g.tgenabled <> whole.tgenabled AND k.contype IS DISTINCT FROM 'f'
            UNION
            SELECT t.relname, format('What upholds the foreign key %I fires here in mode %s.', k.conname, g.tgenabled)
            FROM t JOIN pg_trigger g ON g.tgrelid = t.oid
                 JOIN pg_constraint k ON k.oid = g.tgconstraint AND k.contype = 'f'
            WHERE g.tgenabled <> 'O'
            ORDER BY 1, 2
            """;

    private Notes() {}

    static Map<String, List<String>> read(Query query) throws SQLException {
        return query.byTable(NOTES, row -> row.getString("note"));
    }
}
