package io.holdfast.transfer.plan;

import io.holdfast.engine.Expression;
import io.holdfast.engine.Receiver;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Check;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Sql;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.transfer.profile.TableProfile;
import io.holdfast.transfer.profile.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds to the planned tables what binds them: keys, checks, indexes, foreign keys and computed columns. */
final class Constraints {
    private final Receiver receiver;
    private final List<TablePlan> plans;
    private final List<TableProfile> profiles;
    private final List<Untranslated> untranslated;
    private final Set<String> names = new HashSet<>();

    Constraints(
            Receiver receiver, List<TablePlan> plans, List<TableProfile> profiles, List<Untranslated> untranslated) {
        this.receiver = receiver;
        this.plans = plans;
        this.profiles = profiles;
        this.untranslated = untranslated;
    }

    TablePlan addTo(TablePlan plan) {
        Table source = plan.source();
        List<ColumnPlan> columns =
                plan.columns().stream().map(column -> computed(plan, column)).toList();
        List<SchemaModel.Key> uniques = new ArrayList<>(source.uniques());
        Optional<SchemaModel.Key> primaryKey = source.primaryKey();
        if (primaryKey.isPresent() && holdsNulls(source, primaryKey.get())) {
            untranslated.add(new Untranslated(
                    "primary key",
                    primaryKey.get().name(),
                    source.name(),
                    "PRIMARY KEY (" + String.join(", ", primaryKey.get().columns()) + ")",
                    "it holds nulls, which SQLite allows; a unique key takes its place"));
            uniques.add(primaryKey.get());
            primaryKey = Optional.empty();
        }
        Table target = new Table(
                source.name(),
                columns.stream().map(ColumnPlan::target).toList(),
                primaryKey,
                List.copyOf(uniques),
                source.foreignKeys().stream()
                        .flatMap(key -> foreignKey(plan, key).stream())
                        .toList(),
                source.checks().stream()
                        .flatMap(check -> check(plan, check).stream())
                        .toList(),
                source.indexes().stream()
                        .flatMap(index -> index(plan, index).stream())
                        .toList(),
                List.of());
        return new TablePlan(source, target, columns, plan.rows(), plan.bytes());
    }

    private ColumnPlan computed(TablePlan plan, ColumnPlan column) {
        Optional<SchemaModel.Generated> generated = column.source().generated();
        if (generated.isEmpty() || renders(generated.get().expression(), column.target(), plan)) {
            return column;
        }
        untranslated.add(new Untranslated(
                "generated column",
                column.source().name(),
                plan.name(),
                "AS (" + generated.get().expression().text() + ")",
                "the expression has no sure equal; its values are copied"));
        return column.with(column.target().withoutComputation()).withCopiedValues();
    }

    private Optional<Check> check(TablePlan plan, Check check) {
        if (renders(check.condition(), plan)) {
            return Optional.of(new Check(named(check.name(), plan.name() + "_check"), check.condition()));
        }
        untranslated.add(new Untranslated(
                "check",
                check.name(),
                plan.name(),
                "CHECK (" + check.condition().text() + ")",
                "the condition has no sure equal"));
        return Optional.empty();
    }

    private Optional<Index> index(TablePlan plan, Index index) {
        boolean renders = index.where().map(where -> renders(where, plan)).orElse(true)
                && index.parts().stream()
                        .allMatch(part -> part.expression()
                                .map(expression -> renders(expression, plan))
                                .orElse(true));
        boolean collated = index.parts().stream()
                .anyMatch(
                        part -> !part.collation().isEmpty() && !part.collation().equalsIgnoreCase("BINARY"));
        if (renders && !collated) {
            return Optional.of(index);
        }
        untranslated.add(new Untranslated(
                index.unique() ? "unique index" : "index",
                index.name(),
                plan.name(),
                index.declaration(),
                collated ? "its collation has no equal yet" : "its expression or condition has no sure equal"));
        return Optional.empty();
    }

    /** A name of its own for each check and foreign key, so that what becomes of it can be told. */
    private String named(String given, String usual) {
        String wanted = given.isEmpty() ? usual : given;
        String name = wanted;
        for (int i = 1; !names.add(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    private boolean renders(Sql sql, TablePlan plan) {
        Optional<Expression> meaning = sql.meaning();
        return meaning.isPresent()
                && receiver.render(meaning.get(), plan.target()).isPresent();
    }

    private boolean renders(Sql sql, Column column, TablePlan plan) {
        Optional<Expression> meaning = sql.meaning();
        return meaning.isPresent()
                && receiver.render(meaning.get(), column, plan.target()).isPresent();
    }

    private Optional<ForeignKey> foreignKey(TablePlan plan, ForeignKey key) {
        Optional<TablePlan> parent = plans.stream()
                .filter(candidate -> candidate.name().equalsIgnoreCase(key.table()))
                .findFirst();
        Optional<String> obstacle = parent.isEmpty()
                ? Optional.of("it refers to table %s, which does not exist".formatted(key.table()))
                : obstacle(plan, key, parent.get());
        if (obstacle.isEmpty()) {
            String usual = "%s_%s_fkey".formatted(plan.name(), String.join("_", key.columns()));
            return Optional.of(new ForeignKey(
                    named(key.name(), usual),
                    key.columns(),
                    parent.get().name(),
                    key.references(),
                    key.onDelete(),
                    key.onUpdate(),
                    key.deferral()));
        }
        untranslated.add(new Untranslated(
                "foreign key",
                key.name(),
                plan.name(),
                "FOREIGN KEY (%s) REFERENCES %s (%s)"
                        .formatted(String.join(", ", key.columns()), key.table(), String.join(", ", key.references())),
                obstacle.get()));
        return Optional.empty();
    }

    private static Optional<String> obstacle(TablePlan plan, ForeignKey key, TablePlan parent) {
        if (!isKey(parent.source(), key.references())) {
            return Optional.of("the columns it refers to are no key of %s".formatted(parent.name()));
        }
        for (int i = 0; i < key.columns().size(); i++) {
            Column from = plan.target().column(key.columns().get(i)).orElseThrow();
            Column to = parent.target().column(key.references().get(i)).orElseThrow();
            if (from.type().base() != to.type().base()) {
                return Optional.of("%s became %s and %s.%s became %s"
                        .formatted(
                                from.name(),
                                from.type().base(),
                                parent.name(),
                                to.name(),
                                to.type().base()));
            }
        }
        return Optional.empty();
    }

    private static boolean isKey(Table parent, List<String> columns) {
        boolean primary = parent.primaryKey()
                .map(key -> sameColumns(key.columns(), columns))
                .orElse(false);
        boolean unique = parent.uniques().stream().anyMatch(key -> sameColumns(key.columns(), columns));
        boolean indexed = parent.indexes().stream()
                .anyMatch(index -> index.unique()
                        && index.where().isEmpty()
                        && sameColumns(
                                index.parts().stream()
                                        .map(SchemaModel.Part::column)
                                        .toList(),
                                columns));
        return primary || unique || indexed;
    }

    private static boolean sameColumns(List<String> one, List<String> other) {
        return one.size() == other.size() && one.containsAll(other);
    }

    private boolean holdsNulls(Table table, SchemaModel.Key key) {
        TableProfile profile = profiles.stream()
                .filter(candidate -> candidate.table().name().equals(table.name()))
                .findFirst()
                .orElseThrow();
        return profile.columns().stream()
                .filter(column -> key.columns().contains(column.column().name()))
                .map(column -> column.count(Trait.NULL))
                .anyMatch(nulls -> nulls > 0);
    }
}
