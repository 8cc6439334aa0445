package io.holdfast.postgresql.ddl;

import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Receiver.Statement;
import io.holdfast.engine.Receiver.Step;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Action;
import io.holdfast.engine.SchemaModel.Check;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Deferral;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Identity;
import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Part;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the statements that make a database's structure in the staging schema.
 *
 * <p>Tables, indexes and the indexes of keys share one space of names in a PostgreSQL schema, constraints one in each
 * table; SQLite has neither rule. Names that were given stay as they are where they can.
 */
public final class Statements {
    private final SchemaModel model;
    private final String staging;
    private final Set<String> relations = new HashSet<>();
    private final Map<String, Set<String>> constraints = new HashMap<>();
    private final List<Statement> statements = new ArrayList<>();

    private Statements(SchemaModel model, String schema) {
        this.model = model;
        this.staging = Names.staging(schema);
    }

    /** The statements for {@code model}, in the order in which they are to run. */
    public static List<Statement> of(SchemaModel model, String schema) {
        return new Statements(model, schema).write();
    }

    private List<Statement> write() {
        model.tables().forEach(table -> reserve(relations, table.name(), "table"));
        for (Table table : model.tables()) {
            constraints.put(table.name(), new HashSet<>());
            table(table);
            keys(table);
            table.checks().forEach(check -> check(table, check));
            table.indexes().forEach(index -> index(table, index));
            table.foreignKeys().forEach(key -> foreignKey(table, key));
            table.columns().forEach(column -> column.identity().ifPresent(next -> identity(table, column, next)));
        }
        statements.sort(Comparator.comparing(Statement::step));
        return List.copyOf(statements);
    }

    private static void reserve(Set<String> taken, String name, String what) {
        if (!taken.add(Names.fit(name))) {
            throw Failure.of(
                            ErrorKind.ALREADY_EXISTS,
                            "the %s %s has, after shortening to %d bytes, the name of another one"
                                    .formatted(what, name, Names.LONGEST))
                    .withHint("rename one of them in the source")
                    .exception();
        }
    }

    private void add(Step step, Table table, String object, String sql) {
        statements.add(new Statement(step, table.name(), object, sql));
    }

    private String place(Table table) {
        return Names.qualified(staging, table.name());
    }

    private void table(Table table) {
        Set<String> names = new HashSet<>();
        table.columns().forEach(column -> reserve(names, column.name(), "column"));
        String columns =
                table.columns().stream().map(column -> column(column, table)).collect(Collectors.joining(",\n    "));
        add(Step.TABLES, table, table.name(), "CREATE TABLE %s (\n    %s\n)".formatted(place(table), columns));
    }

    private static String column(Column column, Table table) {
        StringBuilder sql =
                new StringBuilder(Names.quoted(column.name())).append(' ').append(Types.sql(column.type()));
        column.generated()
                .ifPresent(generated -> sql.append(" GENERATED ALWAYS AS (")
                        .append(Renderer.generated(generated.expression(), column, table))
                        .append(") STORED"));
        if (column.generated().isEmpty() && column.identity().isEmpty()) {
            column.defaultValue()
                    .ifPresent(value -> sql.append(" DEFAULT ").append(Renderer.defaultOf(value, column, table)));
        }
        if (column.notNull() || column.identity().isPresent()) {
            sql.append(" NOT NULL");
        }
        return sql.toString();
    }

    private void keys(Table table) {
        table.primaryKey().ifPresent(key -> key(table, key, "PRIMARY KEY", table.name() + "_pkey"));
        table.uniques()
                .forEach(key ->
                        key(table, key, "UNIQUE", table.name() + "_" + String.join("_", key.columns()) + "_key"));
    }

    private void key(Table table, SchemaModel.Key key, String what, String usual) {
        String name = constraint(table, key.name().isEmpty() ? usual : key.name(), true);
        add(
                Step.KEYS,
                table,
                name,
                "ALTER TABLE %s ADD CONSTRAINT %s %s (%s)"
                        .formatted(place(table), Names.quoted(name), what, columns(key.columns())));
        if (key.columns().stream().anyMatch(column -> isNoCase(table, column, ""))) {
            foldedKey(table, key, name + "_nocase");
        }
    }

    /** A key over NOCASE columns is stricter than PostgreSQL's, so an index without case stands beside it. */
    private void foldedKey(Table table, SchemaModel.Key key, String usual) {
        String name = Names.unique(usual, relations);
        String parts =
                key.columns().stream().map(column -> part(table, column, "")).collect(Collectors.joining(", "));
        add(
                Step.KEYS,
                table,
                name,
                "CREATE UNIQUE INDEX %s ON %s (%s)".formatted(Names.quoted(name), place(table), parts));
    }

    private String constraint(Table table, String wanted, boolean withIndex) {
        Set<String> inTable = constraints.computeIfAbsent(table.name(), name -> new HashSet<>());
        if (!withIndex) {
            return Names.unique(wanted, inTable);
        }
        Set<String> taken = new HashSet<>(relations);
        taken.addAll(inTable);
        String name = Names.unique(wanted, taken);
        relations.add(name);
        inTable.add(name);
        return name;
    }

    private void check(Table table, Check check) {
        String name = constraint(table, check.name().isEmpty() ? table.name() + "_check" : check.name(), false);
        String condition = Renderer.condition(
                check.condition(), table, "the check " + check.condition().text());
        add(
                Step.CHECKS,
                table,
                name,
                "ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s)".formatted(place(table), Names.quoted(name), condition));
    }

    private void index(Table table, Index index) {
        String name = Names.unique(index.name(), relations);
        String parts =
                index.parts().stream().map(part -> part(table, index, part)).collect(Collectors.joining(", "));
        String where = index.where()
                .map(sql -> " WHERE " + Renderer.condition(sql, table, "the condition of index " + index.name()))
                .orElse("");
        add(
                Step.INDEXES,
                table,
                name,
                "CREATE %sINDEX %s ON %s (%s)%s"
                        .formatted(index.unique() ? "UNIQUE " : "", Names.quoted(name), place(table), parts, where));
    }

    private static String part(Table table, Index index, Part part) {
        String sql = part.expression()
                .map(expression ->
                        "(" + Renderer.expression(expression, table, "an expression of index " + index.name()) + ")")
                .orElseGet(() -> part(table, part.column(), part.collation()));
        return part.descending() ? sql + " DESC" : sql;
    }

    private static String part(Table table, String column, String collation) {
        String quoted = Names.quoted(column);
        return isNoCase(table, column, collation) ? Comparisons.folded(quoted) : quoted;
    }

    private static boolean isNoCase(Table table, String name, String collation) {
        return table.column(name)
                .filter(column -> column.type().base() == Base.TEXT)
                .map(column -> collation.isEmpty() ? column.collation() : collation)
                .filter(named -> named.toUpperCase(Locale.ROOT).equals("NOCASE"))
                .isPresent();
    }

    private void foreignKey(Table table, ForeignKey key) {
        String usual = table.name() + "_" + String.join("_", key.columns()) + "_fkey";
        String name = constraint(table, key.name().isEmpty() ? usual : key.name(), false);
        add(
                Step.FOREIGN_KEYS,
                table,
                name,
                "ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s)%s%s%s"
                        .formatted(
                                place(table),
                                Names.quoted(name),
                                columns(key.columns()),
                                Names.qualified(staging, key.table()),
                                columns(key.references()),
                                action(" ON DELETE ", key.onDelete()),
                                action(" ON UPDATE ", key.onUpdate()),
                                deferral(key.deferral())));
    }

    private static String columns(List<String> names) {
        return names.stream().map(Names::quoted).collect(Collectors.joining(", "));
    }

    private static String action(String when, Action action) {
        return action == Action.NO_ACTION ? "" : when + action.name().replace('_', ' ');
    }

    private static String deferral(Deferral deferral) {
        return switch (deferral) {
            case NOT_DEFERRABLE -> "";
            case INITIALLY_IMMEDIATE -> " DEFERRABLE INITIALLY IMMEDIATE";
            case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
        };
    }

    /** Made last, with its first number, so that no statement before could use one up. */
    private void identity(Table table, Column column, Identity identity) {
        String smallest = identity.next() < 1 ? " MINVALUE " + identity.next() : "";
        add(
                Step.IDENTITIES,
                table,
                column.name(),
                "ALTER TABLE %s ALTER COLUMN %s ADD GENERATED BY DEFAULT AS IDENTITY (START WITH %d%s)"
                        .formatted(place(table), Names.quoted(column.name()), identity.next(), smallest));
    }
}
