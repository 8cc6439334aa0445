package io.holdfast.sqlite.schema;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Part;
import io.holdfast.engine.SchemaModel.Sql;
import io.holdfast.sqlite.schema.Pragmas.IndexRow;
import io.holdfast.sqlite.schema.Pragmas.PartRow;
import io.holdfast.sqlite.sql.Expressions;
import io.holdfast.sqlite.sql.IndexDeclaration;
import io.holdfast.sqlite.sql.TableDeclaration;
import io.holdfast.sqlite.sql.TableDeclaration.KeyDeclaration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the unique keys and the indexes of one table. */
final class IndexReading {
    private final Pragmas pragmas;
    private final List<Pragmas.Entry> entries;
    private final Expressions expressions;
    private final List<Column> columns;
    private final List<String> notes;

    IndexReading(
            Pragmas pragmas,
            List<Pragmas.Entry> entries,
            Expressions expressions,
            List<Column> columns,
            List<String> notes) {
        this.pragmas = pragmas;
        this.entries = entries;
        this.expressions = expressions;
        this.columns = columns;
        this.notes = notes;
    }

    /** The keys that UNIQUE made, in the order of their declaration. */
    List<SchemaModel.Key> uniques(List<IndexRow> rows, TableDeclaration declaration) throws SQLException {
        List<SchemaModel.Key> keys = new ArrayList<>();
        for (IndexRow row : rows) {
            List<PartRow> parts = pragmas.parts(row.name());
            if (row.origin().equals("u")) {
                List<String> names = parts.stream().map(PartRow::column).toList();
                keys.add(new SchemaModel.Key(name(names, declaration), names));
            }
            if (!row.origin().equals("c")) {
                noteCollations(parts);
            }
        }
        return List.copyOf(keys);
    }

    private static String name(List<String> columns, TableDeclaration declaration) {
        return declaration.keys().stream()
                .filter(key -> !key.primary() && same(key.columns(), columns))
                .map(KeyDeclaration::name)
                .findFirst()
                .orElse("");
    }

    private static boolean same(List<String> some, List<String> others) {
        return String.join("\0", some).equalsIgnoreCase(String.join("\0", others));
    }

    private void noteCollations(List<PartRow> parts) {
        for (PartRow part : parts) {
            collation(part)
                    .ifPresent(collation -> notes.add("a key compares column %s by %s, unlike the column itself"
                            .formatted(part.column(), collation)));
        }
    }

    /** The indexes that CREATE INDEX made, in the order of their names. */
    List<Index> indexes(List<IndexRow> rows) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        for (IndexRow row : rows) {
            if (row.origin().equals("c")) {
                indexes.add(index(row));
            }
        }
        indexes.sort(Comparator.comparing(Index::name));
        return List.copyOf(indexes);
    }

    private Index index(IndexRow row) throws SQLException {
        String sql = entries.stream()
                .filter(entry -> entry.type().equals("index") && entry.name().equals(row.name()))
                .map(Pragmas.Entry::sql)
                .findFirst()
                .orElse("");
        List<PartRow> rows = pragmas.parts(row.name());
        Optional<IndexDeclaration> declaration =
                IndexDeclaration.of(sql).filter(said -> said.parts().size() == rows.size());
        if (declaration.isEmpty()) {
            notes.add("the declaration of index %s was not understood".formatted(row.name()));
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String text = declaration.isPresent() ? declaration.get().parts().get(i) : "";
            parts.add(part(rows.get(i), text));
        }
        return new Index(row.name(), row.unique(), List.copyOf(parts), where(row, declaration), sql);
    }

    private Part part(PartRow row, String text) {
        Optional<Sql> expression =
                row.column().isEmpty() ? Optional.of(new Sql(text, expressions.meaning(text))) : Optional.empty();
        return new Part(
                row.column(), expression, row.descending(), collation(row).orElse(""));
    }

    private Optional<Sql> where(IndexRow row, Optional<IndexDeclaration> declaration) {
        if (!row.partial()) {
            return Optional.empty();
        }
        String text = declaration.flatMap(IndexDeclaration::where).orElse("");
        return Optional.of(new Sql(text, expressions.meaning(text)));
    }

    /** The collation of {@code part} where it is not the column's own. */
    private Optional<String> collation(PartRow part) {
        String own = columns.stream()
                .filter(column -> column.name().equals(part.column()))
                .map(Column::collation)
                .findFirst()
                .orElse("");
        String used = ColumnReading.unusual(part.collation());
        return used.equals(own) ? Optional.empty() : Optional.of(used.isEmpty() ? "BINARY" : used);
    }
}
