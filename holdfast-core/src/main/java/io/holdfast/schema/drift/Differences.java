package io.holdfast.schema.drift;

import io.holdfast.engine.SchemaDifference;
import io.holdfast.engine.SchemaDifference.Change;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.SchemaReader.Alterations;
import io.holdfast.engine.SchemaSql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Compares two structures of the same engine, thing by thing. Not safe for use by several threads. */
public final class Differences {
    private final ChangeSql sql;
    private final SchemaSql written;
    private final UnaryOperator<String> plain;
    private final Set<String> incomparable;
    private final List<SchemaDifference> all = new ArrayList<>();

    private Differences(ChangeSql sql, SchemaSql written, UnaryOperator<String> plain, Set<String> incomparable) {
        this.sql = sql;
        this.written = written;
        this.plain = plain;
        this.incomparable = Set.copyOf(incomparable);
    }

    /**
     * Compares in {@code schema}.
     *
     * @param schema where the structures are; empty where names need none
     * @param alterations what the engine can change in place
     * @param plain gives a statement without comments and needless white space
     * @param incomparable the kinds of things of which the declarations are not compared
     */
    public static Differences in(
            String schema, Alterations alterations, UnaryOperator<String> plain, Set<String> incomparable) {
        var written = new SchemaSql(alterations);
        return new Differences(new ChangeSql(schema, alterations), written, plain, incomparable);
    }

    /** In what {@code found} is not as {@code expected}. */
    public List<SchemaDifference> between(SchemaModel expected, SchemaModel found) {
        all.clear();
        each(
                byName(expected.tables(), Table::name),
                byName(found.tables(), Table::name),
                new Things<>("table", Table::name, this::shown, sql::create, sql::drop, this::tables));
        each(
                byName(expected.others(), Differences::identity),
                byName(found.others(), Differences::identity),
                new Things<>("", Differences::identity, Other::declaration, sql::create, sql::drop, this::others));
        return List.copyOf(all);
    }

    /**
     * How things of one kind are compared.
     *
     * @param kind what they are; empty where their names say it
     * @param name how one is called
     * @param shown how one is written
     * @param create what makes one
     * @param drop what takes one away
     * @param compare what is done with two of the same name
     */
    private record Things<T>(
            String kind,
            Function<T, String> name,
            Function<T, String> shown,
            Function<T, List<String>> create,
            Function<T, List<String>> drop,
            Pairing<T> compare) {

        String object(T one) {
            return (kind + " " + name.apply(one)).strip();
        }
    }

    /** What is done with two of the same name. */
    private interface Pairing<T> {
        void of(T expected, T found);
    }

    private <T> void each(Map<String, T> expected, Map<String, T> found, Things<T> things) {
        expected.forEach((name, one) -> {
            T other = found.get(name);
            if (other == null) {
                add(
                        Change.MISSING,
                        things.object(one),
                        things.shown().apply(one),
                        "",
                        things.create().apply(one));
            } else {
                things.compare().of(one, other);
            }
        });
        found.forEach((name, one) -> {
            if (!expected.containsKey(name)) {
                add(
                        Change.EXTRA,
                        things.object(one),
                        "",
                        things.shown().apply(one),
                        things.drop().apply(one));
            }
        });
    }

    private void add(Change change, String object, String expected, String found, List<String> statements) {
        all.add(new SchemaDifference(change, object, expected, found, statements));
    }

    private static <T> Map<String, T> byName(List<T> things, Function<T, String> name) {
        Map<String, T> named = new LinkedHashMap<>();
        for (T thing : things) {
            String key = name.apply(thing);
            String free = key;
            for (int again = 2; named.containsKey(free); again++) {
                free = key + " " + again; // the same declared twice
            }
            named.put(free, thing);
        }
        return named;
    }

    private static String identity(Other other) {
        String on = other.table().isEmpty() ? "" : " on " + other.table();
        return other.kind() + " " + other.name() + on;
    }

    private String shown(Table table) {
        return written.table(table, SchemaSql.quoted(table.name()), "");
    }

    private void others(Other expected, Other found) {
        boolean compared = !incomparable.contains(expected.kind());
        if (compared && !same(expected.declaration(), found.declaration())) {
            List<String> statements = sql.replace(expected, found);
            add(Change.CHANGED, identity(expected), expected.declaration(), found.declaration(), statements);
        }
    }

    private boolean same(String one, String other) {
        return one.equals(other) || plain.apply(one).equals(plain.apply(other));
    }

    // tables

    private void tables(Table expected, Table found) {
        columns(expected, found);
        constraints(expected, found, "primary key", Differences::primaryKeys);
        constraints(expected, found, "unique key", Differences::uniques);
        constraints(expected, found, "foreign key", this::foreignKeys);
        constraints(expected, found, "check", Differences::checks);
        String prefix = expected.name() + ".";
        each(
                byName(expected.indexes(), Index::name),
                byName(found.indexes(), Index::name),
                new Things<>(
                        "index",
                        index -> prefix + index.name(),
                        Index::declaration,
                        sql::create,
                        sql::drop,
                        (a, b) -> indexes(prefix, a, b)));
        if (!expected.notes().equals(found.notes())) {
            add(
                    Change.CHANGED,
                    "table " + expected.name(),
                    String.join("; ", expected.notes()),
                    String.join("; ", found.notes()),
                    List.of());
        }
    }

    private void indexes(String prefix, Index expected, Index found) {
        if (!same(expected.declaration(), found.declaration())) {
            List<String> statements = new ArrayList<>(sql.drop(found));
            statements.addAll(sql.create(expected));
            add(
                    Change.CHANGED,
                    "index " + prefix + expected.name(),
                    expected.declaration(),
                    found.declaration(),
                    statements);
        }
    }

    private void columns(Table expected, Table found) {
        int before = all.size();
        each(
                byName(expected.columns(), Column::name),
                byName(found.columns(), Column::name),
                new Things<>(
                        "column",
                        column -> expected.name() + "." + column.name(),
                        this::shown,
                        column -> sql.add(expected, column),
                        column -> sql.drop(expected, column),
                        (one, other) -> column(expected, one, other)));
        List<String> order = expected.columns().stream().map(Column::name).toList();
        List<String> actual = found.columns().stream().map(Column::name).toList();
        boolean whole = all.subList(before, all.size()).stream().allMatch(one -> one.change() == Change.CHANGED);
        if (whole && !order.equals(actual)) {
            add(
                    Change.ORDER,
                    "columns of " + expected.name(),
                    String.join(", ", order),
                    String.join(", ", actual),
                    List.of());
        }
    }

    private void column(Table table, Column expected, Column found) {
        if (!shown(expected).equals(shown(found))) {
            add(
                    Change.CHANGED,
                    "column %s.%s".formatted(table.name(), expected.name()),
                    shown(expected),
                    shown(found),
                    sql.change(table, expected, found));
        }
    }

    /** With its numbering, also where that is the engine's own for any column of its kind. */
    private String shown(Column column) {
        return written.column(column) + (column.identity().isPresent() ? ", numbered" : "");
    }

    // constraints

    /** A key, a foreign key or a check. */
    private record Constraint(String name, String text) {
        /** Without a name it is what it says. */
        String identity() {
            return name.isEmpty() ? text : name;
        }
    }

    private static List<Constraint> primaryKeys(Table table) {
        return table.primaryKey().stream()
                .map(key -> new Constraint(key.name(), SchemaSql.primaryKey(key)))
                .toList();
    }

    private static List<Constraint> uniques(Table table) {
        return table.uniques().stream()
                .map(key -> new Constraint(key.name(), SchemaSql.unique(key)))
                .toList();
    }

    private List<Constraint> foreignKeys(Table table) {
        return table.foreignKeys().stream()
                .map(key -> new Constraint(key.name(), SchemaSql.foreignKey(key, sql.prefix())))
                .toList();
    }

    private static List<Constraint> checks(Table table) {
        return table.checks().stream()
                .map(check -> new Constraint(check.name(), SchemaSql.check(check)))
                .toList();
    }

    private void constraints(Table expected, Table found, String kind, Function<Table, List<Constraint>> constraints) {
        each(
                byName(constraints.apply(expected), Constraint::identity),
                byName(constraints.apply(found), Constraint::identity),
                new Things<>(
                        kind,
                        constraint -> expected.name() + " " + constraint.identity(),
                        Constraint::text,
                        constraint -> sql.add(expected, constraint.text()),
                        constraint -> sql.dropConstraint(expected, constraint.name()),
                        (one, other) -> constraint(expected, kind, one, other)));
    }

    private void constraint(Table table, String kind, Constraint expected, Constraint found) {
        if (!same(expected.text(), found.text())) {
            List<String> statements = new ArrayList<>(sql.dropConstraint(table, found.name()));
            statements.addAll(sql.add(table, expected.text()));
            add(
                    Change.CHANGED,
                    "%s %s %s".formatted(kind, table.name(), expected.identity()),
                    expected.text(),
                    found.text(),
                    statements);
        }
    }
}
