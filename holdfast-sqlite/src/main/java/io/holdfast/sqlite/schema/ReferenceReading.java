package io.holdfast.sqlite.schema;

import io.holdfast.engine.SchemaModel.Action;
import io.holdfast.engine.SchemaModel.Deferral;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.sqlite.schema.Pragmas.ColumnRow;
import io.holdfast.sqlite.schema.Pragmas.ReferenceRow;
import io.holdfast.sqlite.sql.TableDeclaration;
import io.holdfast.sqlite.sql.TableDeclaration.ReferenceDeclaration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the foreign keys of one table. SQLite lists the last declared one first, under number 0, so in falling order
 * they stand as declared, and each gets its name and deferral from the declaration at the same place.
 */
final class ReferenceReading {
    private final Pragmas pragmas;
    private final String table;
    private final TableDeclaration declaration;
    private final List<String> notes;

    ReferenceReading(Pragmas pragmas, String table, TableDeclaration declaration, List<String> notes) {
        this.pragmas = pragmas;
        this.table = table;
        this.declaration = declaration;
        this.notes = notes;
    }

    List<ForeignKey> read() throws SQLException {
        Map<Integer, List<ReferenceRow>> byId = pragmas.references(table).stream()
                .collect(Collectors.groupingBy(
                        ReferenceRow::id, () -> new TreeMap<>(Comparator.reverseOrder()), Collectors.toList()));
        boolean paired = byId.size() == declaration.references().size();
        if (!paired) {
            notes.add("names and deferral of its foreign keys were not understood");
        }
        List<ForeignKey> keys = new ArrayList<>();
        int place = 0;
        for (List<ReferenceRow> rows : byId.values()) {
            Optional<ReferenceDeclaration> said =
                    paired ? Optional.of(declaration.references().get(place)) : Optional.empty();
            key(rows, said).ifPresent(keys::add);
            place++;
        }
        return List.copyOf(keys);
    }

    private Optional<ForeignKey> key(List<ReferenceRow> rows, Optional<ReferenceDeclaration> said) throws SQLException {
        ReferenceRow first = rows.get(0);
        List<String> from = rows.stream().map(ReferenceRow::from).toList();
        List<ColumnRow> parent = pragmas.columns(first.table());
        List<String> to = referenced(rows, parent);
        if (to.size() != from.size()) {
            notes.add("the foreign key on %s refers to columns of %s that do not exist"
                    .formatted(String.join(", ", from), first.table()));
            return Optional.empty();
        }
        return Optional.of(new ForeignKey(
                said.map(ReferenceDeclaration::name).orElse(""),
                from,
                pragmas.spelled(first.table()),
                to,
                action(first.onDelete()),
                action(first.onUpdate()),
                said.map(ReferenceDeclaration::deferral).orElse(Deferral.NOT_DEFERRABLE)));
    }

    /** The parent's columns as the parent spells them; its primary key where the reference names none. */
    private static List<String> referenced(List<ReferenceRow> rows, List<ColumnRow> parent) {
        if (rows.get(0).to().isEmpty()) {
            return parent.stream()
                    .filter(column -> column.key() > 0)
                    .sorted(Comparator.comparingInt(ColumnRow::key))
                    .map(ColumnRow::name)
                    .toList();
        }
        return rows.stream()
                .flatMap(row -> row.to().stream())
                .flatMap(to -> parent.stream()
                        .map(ColumnRow::name)
                        .filter(to::equalsIgnoreCase)
                        .limit(1))
                .toList();
    }

    private static Action action(String text) {
        return Action.valueOf(text.replace(' ', '_').toUpperCase(Locale.ROOT));
    }
}
