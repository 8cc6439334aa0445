package io.holdfast.transfer.verify;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Compares the structure that was planned with the one that the server has. Names of constraints do not count. */
final class StructureComparison {
    private final UnaryOperator<String> nameInTarget;
    private final List<Difference> found = new ArrayList<>();

    /** {@code nameInTarget} gives the name under which the target keeps what the plan calls by its argument. */
    StructureComparison(UnaryOperator<String> nameInTarget) {
        this.nameInTarget = nameInTarget;
    }

    List<Difference> compare(SchemaModel planned, SchemaModel actual) {
        found.clear();
        for (Table table : planned.tables()) {
            actual.table(nameInTarget.apply(table.name()))
                    .ifPresentOrElse(
                            made -> compare(table, made),
                            () -> found.add(new Difference(table.name(), "", "the table is missing")));
        }
        return List.copyOf(found);
    }

    private void compare(Table planned, Table made) {
        for (Column column : planned.columns()) {
            made.column(nameInTarget.apply(column.name()))
                    .ifPresentOrElse(
                            actual -> compare(planned, column, actual),
                            () -> report(planned, "column %s is missing".formatted(column.name())));
        }
        same(
                planned,
                "primary key",
                keys(planned.primaryKey().stream().toList()),
                keys(made.primaryKey().stream().toList()));
        same(planned, "unique keys", keys(planned.uniques()), keys(made.uniques()));
        same(planned, "foreign keys", texts(planned.foreignKeys(), this::text), texts(made.foreignKeys(), this::text));
        same(planned, "indexes", texts(planned.indexes(), this::text), texts(made.indexes(), this::text));
        if (planned.checks().size() != made.checks().size()) {
            report(
                    planned,
                    "it has %d checks, planned are %d"
                            .formatted(made.checks().size(), planned.checks().size()));
        }
    }

    private void compare(Table table, Column planned, Column made) {
        boolean inKey = table.primaryKey()
                .map(key -> key.columns().contains(planned.name()))
                .orElse(false);
        same(table, "the type of " + planned.name(), planned.type(), made.type());
        same(table, "not null of " + planned.name(), planned.notNull() || inKey, made.notNull());
        same(
                table,
                "the default of " + planned.name(),
                planned.defaultValue().isPresent(),
                made.defaultValue().isPresent());
        same(
                table,
                "the next number of " + planned.name(),
                planned.identity().map(SchemaModel.Identity::next),
                made.identity().map(SchemaModel.Identity::next));
        same(
                table,
                "the computation of " + planned.name(),
                planned.generated().isPresent(),
                made.generated().isPresent());
    }

    private <T> void same(Table table, String what, T planned, T made) {
        if (!planned.equals(made)) {
            report(table, "%s: planned is %s, found is %s".formatted(what, planned, made));
        }
    }

    private void report(Table table, String what) {
        found.add(new Difference(table.name(), "", what));
    }

    private String names(List<String> names) {
        return names.stream().map(nameInTarget).collect(Collectors.joining(", "));
    }

    private Set<String> keys(List<SchemaModel.Key> keys) {
        return texts(keys, key -> names(key.columns()));
    }

    private static <T> Set<String> texts(Collection<T> things, Function<T, String> text) {
        return things.stream().map(text).collect(Collectors.toCollection(TreeSet::new));
    }

    private String text(SchemaModel.ForeignKey key) {
        return "(%s) to %s (%s) %s %s %s"
                .formatted(
                        names(key.columns()),
                        nameInTarget.apply(key.table()),
                        names(key.references()),
                        key.onDelete(),
                        key.onUpdate(),
                        key.deferral());
    }

    private String text(SchemaModel.Index index) {
        String parts = index.parts().stream()
                .map(part -> (part.expression().isPresent() ? "(expression)" : nameInTarget.apply(part.column()))
                        + (part.descending() ? " descending" : ""))
                .collect(Collectors.joining(", "));
        return (index.unique() ? "unique (" : "(") + parts + (index.where().isPresent() ? ") partial" : ")");
    }
}
