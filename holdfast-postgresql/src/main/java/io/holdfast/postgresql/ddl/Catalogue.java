package io.holdfast.postgresql.ddl;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Check;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The structure of one schema as the server's catalogue has it. Expressions are given as text, without a meaning. */
public final class Catalogue {
    private static final String TABLES = """
            SELECT c.relname AS tablename
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind = 'r'
              AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                              WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY c.relname COLLATE "C"
            """;

    private static final String OTHERS = """
            SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                                  WHEN 'p' THEN 'partitioned table' ELSE 'foreign table' END AS kind,
                   c.relname AS name, '' AS tablename,
                   CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) ELSE '' END AS declaration
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind IN ('v', 'm', 'p', 'f')
            UNION ALL
            SELECT 'trigger', t.tgname, c.relname, pg_catalog.pg_get_triggerdef(t.oid)
            FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                 JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND NOT t.tgisinternal
            UNION ALL
            SELECT 'function', p.proname, '', pg_catalog.pg_get_function_identity_arguments(p.oid)
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = ?
              AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                              WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
            ORDER BY 1, 2
            """;

    private Catalogue() {}

    /**
     * Reads {@code schema}.
     *
     * @throws SQLException whatever the driver throws
     */
    public static SchemaModel read(Connection connection, String schema) throws SQLException {
        Query query = new Query(connection);
        Map<String, List<Column>> columns = CatalogueColumns.read(query, schema);
        Map<String, List<CatalogueConstraints.Found>> constraints = CatalogueConstraints.read(query, schema);
        Map<String, List<Index>> indexes = CatalogueIndexes.read(query, schema);
        List<Table> tables = new ArrayList<>();
        for (String name : query.list(TABLES, row -> row.getString("tablename"), schema)) {
            tables.add(table(
                    name,
                    columns.getOrDefault(name, List.of()),
                    constraints.getOrDefault(name, List.of()),
                    indexes.getOrDefault(name, List.of())));
        }
        List<SchemaModel.Other> others = query.list(
                OTHERS,
                row -> new SchemaModel.Other(
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("tablename"),
                        row.getString("declaration")),
                schema,
                schema,
                schema);
        return new SchemaModel(List.copyOf(tables), others);
    }

    private static Table table(
            String name, List<Column> columns, List<CatalogueConstraints.Found> constraints, List<Index> indexes) {
        Optional<SchemaModel.Key> primary = Optional.empty();
        List<SchemaModel.Key> uniques = new ArrayList<>();
        List<ForeignKey> foreignKeys = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (CatalogueConstraints.Found found : constraints) {
            switch (found.kind()) {
                case "p" -> primary = Optional.of(found.key());
                case "u" -> uniques.add(found.key());
                case "f" -> foreignKeys.add(found.foreignKey());
                case "c" -> checks.add(found.check());
                default -> notes.add("constraint %s: %s".formatted(found.name(), found.definition()));
            }
        }
        return new Table(
                name,
                columns,
                primary,
                List.copyOf(uniques),
                List.copyOf(foreignKeys),
                List.copyOf(checks),
                indexes,
                List.copyOf(notes));
    }
}
