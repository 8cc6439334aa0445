package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Action;
import io.holdfast.engine.SchemaModel.Check;
import io.holdfast.engine.SchemaModel.Deferral;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys, checks, foreign keys and exclusions. Whether the model's fields hold all of a constraint is found by writing it
 * from the fields: where the server's own text says anything else, they do not, whatever a newer server adds.
 */
final class Constraints {
    private static final String CONSTRAINTS = """
            SELECT c.relname AS tablename, k.contype AS kind, k.conname AS name, quote_ident(k.conname) AS quoted,
                   k.confdeltype AS ondelete, k.confupdtype AS onupdate, k.condeferrable AS deferrable,
                   k.condeferred AS deferred, f.relname AS target, def.text AS definition,
                   format('ALTER TABLE %s.%I ADD CONSTRAINT %I %s', s.name, c.relname, k.conname, def.text) AS declaration,
                   def.condition, columns.names AS columns, refs.names AS refs,
                   def.text = CASE k.contype
                       WHEN 'p' THEN format('PRIMARY KEY (%s)', columns.sql)
                       WHEN 'u' THEN format('UNIQUE (%s)', columns.sql)
                       WHEN 'c' THEN format('CHECK (%s)', def.condition)
                       WHEN 'f' THEN format('FOREIGN KEY (%s) REFERENCES %s.%I(%s)%s%s%s%s', columns.sql, s.name,
                           f.relname, refs.sql, onupdate.sql, ondelete.sql,
                           CASE WHEN k.condeferrable THEN ' DEFERRABLE' END,
                           CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' END)
                       ELSE '' END AS exact
            FROM s JOIN pg_class c ON c.relnamespace = s.oid
                 JOIN pg_constraint k ON k.conrelid = c.oid
                 LEFT JOIN pg_class f ON f.oid = k.confrelid
                 LEFT JOIN (VALUES ('r', ' ON UPDATE RESTRICT'), ('c', ' ON UPDATE CASCADE'),
                                   ('n', ' ON UPDATE SET NULL'), ('d', ' ON UPDATE SET DEFAULT')) onupdate(code, sql)
                        ON onupdate.code = k.confupdtype::text
                 LEFT JOIN (VALUES ('r', ' ON DELETE RESTRICT'), ('c', ' ON DELETE CASCADE'),
                                   ('n', ' ON DELETE SET NULL'), ('d', ' ON DELETE SET DEFAULT')) ondelete(code, sql)
                        ON ondelete.code = k.confdeltype::text
                 CROSS JOIN LATERAL (SELECT pg_get_constraintdef(k.oid) AS text,
                                            pg_get_expr(k.conbin, k.conrelid) AS condition) def
                 CROSS JOIN LATERAL (
                    SELECT array_agg(a.attname::text ORDER BY u.position) AS names,
                           string_agg(quote_ident(a.attname), ', ' ORDER BY u.position) AS sql
                    FROM unnest(k.conkey) WITH ORDINALITY u(number, position)
                         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number) columns
                 CROSS JOIN LATERAL (
                    SELECT array_agg(a.attname::text ORDER BY u.position) AS names,
                           string_agg(quote_ident(a.attname), ', ' ORDER BY u.position) AS sql
                    FROM unnest(k.confkey) WITH ORDINALITY u(number, position)
                         JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number) refs
            WHERE c.relkind IN ('r', 'p') AND k.contype IN ('p', 'u', 'f', 'c', 'x') AND OWN(pg_class, c)
              AND NOT EXISTS (SELECT FROM pg_constraint whole
                              WHERE whole.oid = k.conparentid AND whole.conrelid = k.conrelid)
            ORDER BY c.oid, k.conname COLLATE "C"
            """;

    private Constraints() {}

    /**
     * A constraint of any kind, as the catalogue's row tells it.
     *
     * @param kind the code in pg_constraint
     * @param quoted the name as SQL writes it
     * @param declaration the statement that makes it
     * @param exact whether the fields of the model hold all of it
     */
    record Found(
            String kind,
            String name,
            String quoted,
            List<String> columns,
            String condition,
            String declaration,
            Optional<ForeignKey> reference,
            boolean exact) {

        SchemaModel.Key key() {
            return new SchemaModel.Key(name, columns);
        }

        Check check() {
            return new Check(name, new Sql(condition, Optional.empty()));
        }

        ForeignKey foreignKey() {
            return reference.orElseThrow();
        }
    }

    static Map<String, List<Found>> read(Query query) throws SQLException {
        return query.byTable(CONSTRAINTS, Constraints::found);
    }

    private static Found found(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        String condition = row.getString("condition");
        return new Found(
                kind,
                row.getString("name"),
                row.getString("quoted"),
                Query.strings(row, "columns"),
                condition == null ? "" : condition,
                row.getString("declaration"),
                kind.equals("f") ? Optional.of(foreignKey(row)) : Optional.empty(),
                row.getBoolean("exact"));
    }

    private static ForeignKey foreignKey(ResultSet row) throws SQLException {
        return new ForeignKey(
                row.getString("name"),
                Query.strings(row, "columns"),
                row.getString("target"),
                Query.strings(row, "refs"),
                action(row.getString("ondelete")),
                action(row.getString("onupdate")),
                deferral(row.getBoolean("deferrable"), row.getBoolean("deferred")));
    }

    private static Action action(String code) {
        return switch (code) {
            case "r" -> Action.RESTRICT;
            case "c" -> Action.CASCADE;
            case "n" -> Action.SET_NULL;
            case "d" -> Action.SET_DEFAULT;
            default -> Action.NO_ACTION;
        };
    }

    private static Deferral deferral(boolean deferrable, boolean deferred) {
        if (!deferrable) {
            return Deferral.NOT_DEFERRABLE;
        }
        return deferred ? Deferral.INITIALLY_DEFERRED : Deferral.INITIALLY_IMMEDIATE;
    }
}
