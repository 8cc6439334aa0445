package io.holdfast.postgresql.ddl;

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

/** Keys, checks and foreign keys. */
final class CatalogueConstraints {
    private static final String CONSTRAINTS = """
            SELECT c.relname AS tablename, k.contype AS kind, k.conname AS name,
                   k.confdeltype AS ondelete, k.confupdtype AS onupdate, k.condeferrable AS deferrable,
                   k.condeferred AS deferred, f.relname AS target,
                   pg_catalog.pg_get_constraintdef(k.oid) AS definition,
                   pg_catalog.pg_get_expr(k.conbin, k.conrelid) AS condition,
                   (SELECT array_agg(a.attname::text ORDER BY u.position)
                    FROM unnest(k.conkey) WITH ORDINALITY u(number, position)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number) AS columns,
                   (SELECT array_agg(a.attname::text ORDER BY u.position)
                    FROM unnest(k.confkey) WITH ORDINALITY u(number, position)
                         JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number) AS refs
            FROM pg_catalog.pg_constraint k
                 JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
                 JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 LEFT JOIN pg_catalog.pg_class f ON f.oid = k.confrelid
            WHERE n.nspname = ? AND c.relkind = 'r' AND k.contype IN ('p', 'u', 'f', 'c', 'x')
            ORDER BY c.relname, k.conname COLLATE "C"
            """;

    private CatalogueConstraints() {}

    /** A constraint of any kind, as the catalogue's row tells it. */
    record Found(
            String kind,
            String name,
            List<String> columns,
            String condition,
            String definition,
            Optional<ForeignKey> reference) {

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

    static Map<String, List<Found>> read(Query query, String schema) throws SQLException {
        return query.byTable(CONSTRAINTS, CatalogueConstraints::found, schema);
    }

    private static Found found(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        String condition = row.getString("condition");
        return new Found(
                kind,
                row.getString("name"),
                Query.strings(row, "columns"),
                condition == null ? "" : condition,
                row.getString("definition"),
                kind.equals("f") ? Optional.of(foreignKey(row)) : Optional.empty());
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
