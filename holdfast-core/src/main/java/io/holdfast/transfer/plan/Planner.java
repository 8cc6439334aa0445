package io.holdfast.transfer.plan;

import io.holdfast.engine.Receiver;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.transfer.profile.ColumnProfile;
import io.holdfast.transfer.profile.TableProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the plan from what is declared, what is stored, and what was chosen by hand. */
public final class Planner {
    private final Receiver receiver;
    private final Map<ColumnName, ChosenType> chosen;
    private final List<Untranslated> untranslated = new ArrayList<>();

    /** Plans for {@code receiver}; {@code chosen} has the types that a person chose. */
    public Planner(Receiver receiver, Map<ColumnName, ChosenType> chosen) {
        this.receiver = receiver;
        this.chosen = chosen;
    }

    /**
     * The plan.
     *
     * @param source where the data comes from, without credentials
     * @param model what the source declares
     * @param profiles what each of its tables holds, in the model's order
     * @param schema the schema to publish
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if a chosen column does not exist
     */
    public TransferModel plan(String source, SchemaModel model, List<TableProfile> profiles, String schema) {
        refuseUnknownColumns(model);
        untranslated.clear();
        model.others().stream().map(Planner::other).forEach(untranslated::add);
        List<TablePlan> columnsPlanned =
                profiles.stream().map(this::planColumns).toList();
        Constraints constraints = new Constraints(receiver, columnsPlanned, profiles, untranslated);
        List<TablePlan> tables = columnsPlanned.stream().map(constraints::addTo).toList();
        List<Table> targets = tables.stream().map(TablePlan::target).toList();
        boolean decided = tables.stream()
                .allMatch(table -> table.columns().stream()
                        .allMatch(column -> column.decision().isEmpty()));
        return new TransferModel(
                source,
                Contents.of(model, profiles),
                schema,
                tables,
                List.copyOf(untranslated),
                decided ? receiver.statements(new SchemaModel(targets, List.of()), schema) : List.of());
    }

    private TablePlan planColumns(TableProfile profile) {
        Table source = profile.table();
        List<ColumnPlan> columns = profile.columns().stream()
                .map(column -> planColumn(source, column))
                .toList();
        for (String note : source.notes()) {
            untranslated.add(new Untranslated("clause", source.name(), source.name(), "", note));
        }
        Table bare = tableOf(source, columns);
        List<ColumnPlan> complete =
                columns.stream().map(column -> withDefault(column, bare)).toList();
        return new TablePlan(source, tableOf(source, complete), complete, profile.rows(), profile.bytes());
    }

    private static Table tableOf(Table source, List<ColumnPlan> columns) {
        return new Table(
                source.name(),
                columns.stream().map(ColumnPlan::target).toList(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private ColumnPlan planColumn(Table table, ColumnProfile profile) {
        Column source = profile.column();
        TypeChoice choice =
                chosenFor(table, source).map(type -> type.choose(profile)).orElseGet(() -> TypeRules.choose(profile));
        if (!source.collation().isEmpty()) {
            untranslated.add(new Untranslated(
                    "collation",
                    source.name(),
                    table.name(),
                    "COLLATE " + source.collation(),
                    "the target compares by its own rules"));
        }
        return new ColumnPlan(
                source,
                target(source, choice),
                receiver.spell(choice.type()),
                choice.conversion(),
                source.generated().isEmpty(),
                choice.reasons(),
                choice.decision());
    }

    private static Column target(Column source, TypeChoice choice) {
        return new Column(
                source.name(),
                source.declared(),
                choice.type(),
                source.notNull(),
                Optional.empty(),
                source.generated(),
                source.identity(),
                "");
    }

    private ColumnPlan withDefault(ColumnPlan column, Table table) {
        Optional<SchemaModel.Sql> declared = column.source().defaultValue();
        if (declared.isEmpty() || declared.get().text().equalsIgnoreCase("null")) {
            return column;
        }
        ColumnPlan complete = column.with(column.target().withDefault(declared));
        boolean renders = declared.get()
                .meaning()
                .flatMap(meaning -> receiver.render(meaning, complete.target(), table))
                .isPresent();
        if (renders) {
            return complete;
        }
        untranslated.add(new Untranslated(
                "default",
                column.source().name(),
                table.name(),
                "DEFAULT " + declared.get().text(),
                "it has no sure equal in a column of type " + column.type()));
        return column;
    }

    private Optional<ChosenType> chosenFor(Table table, Column column) {
        return chosen.entrySet().stream()
                .filter(entry -> entry.getKey().matches(table.name(), column.name()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private void refuseUnknownColumns(SchemaModel model) {
        for (ColumnName name : chosen.keySet()) {
            boolean known = model.tables().stream()
                    .anyMatch(table ->
                            table.columns().stream().anyMatch(column -> name.matches(table.name(), column.name())));
            if (!known) {
                throw Failure.of(
                                ErrorKind.CONFIGURATION,
                                "a type is chosen for %s, which does not exist".formatted(name))
                        .withHint("write TABLE.COLUMN=TYPE with names as in the plan")
                        .exception();
            }
        }
    }

    private static Untranslated other(SchemaModel.Other other) {
        String reason = switch (other.kind()) {
            case "view" -> "views are not translated yet";
            case "trigger" -> "triggers are not translated";
            default -> "it has no counterpart in the target";
        };
        return new Untranslated(other.kind(), other.name(), other.table(), other.declaration(), reason);
    }
}
