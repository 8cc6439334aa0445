package io.holdfast.sqlite.schema;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Check;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Sql;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.sqlite.schema.Pragmas.ColumnRow;
import io.holdfast.sqlite.schema.Pragmas.IndexRow;
import io.holdfast.sqlite.schema.Pragmas.Kind;
import io.holdfast.sqlite.sql.Expressions;
import io.holdfast.sqlite.sql.TableDeclaration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads one table. */
final class TableReading {
    private final Pragmas pragmas;
    private final Pragmas.Entry entry;
    private final Kind kind;
    private final List<Pragmas.Entry> entries;
    private final TableDeclaration declaration;
    private final List<String> notes;

    TableReading(Pragmas pragmas, Pragmas.Entry entry, Kind kind, List<Pragmas.Entry> entries) {
        this.pragmas = pragmas;
        this.entry = entry;
        this.kind = kind;
        this.entries = entries;
        this.declaration = TableDeclaration.of(entry.sql());
        this.notes = new ArrayList<>(declaration.notes());
    }

    Table read() throws SQLException {
        List<ColumnRow> rows = pragmas.columns(entry.name());
        List<IndexRow> indexRows = pragmas.indexes(entry.name());
        var expressions =
                new Expressions(entry.name(), rows.stream().map(ColumnRow::name).toList());
        Optional<ColumnRow> rowid = rowid(rows, indexRows);
        var columnReading = new ColumnReading(pragmas, entry.name(), declaration, expressions);
        List<Column> columns = columnReading.read(rows, rowid);
        var indexReading = new IndexReading(pragmas, entries, expressions, columns, notes);
        List<SchemaModel.Key> uniques = indexReading.uniques(indexRows, declaration);
        List<ForeignKey> references = new ReferenceReading(pragmas, entry.name(), declaration, notes).read();
        noteStorage();
        return new Table(
                entry.name(),
                columns,
                primaryKey(rows),
                uniques,
                references,
                checks(expressions),
                indexReading.indexes(indexRows),
                List.copyOf(notes));
    }

    /**
     * The column that is the row's own number. SQLite makes an index for every primary key but this one, so a single
     * key column of a rowid table without such an index is the one, whatever the spelling
     * (<a href="https://sqlite.org/lang_createtable.html#rowids_and_the_integer_primary_key">rowids</a>).
     */
    private Optional<ColumnRow> rowid(List<ColumnRow> rows, List<IndexRow> indexes) {
        List<ColumnRow> key = keyColumns(rows);
        boolean indexed = indexes.stream().anyMatch(index -> index.origin().equals("pk"));
        return key.size() == 1 && !indexed && !kind.withoutRowid() ? Optional.of(key.get(0)) : Optional.empty();
    }

    private Optional<SchemaModel.Key> primaryKey(List<ColumnRow> rows) {
        List<ColumnRow> key = keyColumns(rows);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        String name = declaration.keys().stream()
                .filter(TableDeclaration.KeyDeclaration::primary)
                .map(TableDeclaration.KeyDeclaration::name)
                .findFirst()
                .orElse("");
        return Optional.of(
                new SchemaModel.Key(name, key.stream().map(ColumnRow::name).toList()));
    }

    private static List<ColumnRow> keyColumns(List<ColumnRow> rows) {
        return rows.stream()
                .filter(row -> row.key() > 0)
                .sorted(Comparator.comparingInt(ColumnRow::key))
                .toList();
    }

    private List<Check> checks(Expressions expressions) {
        return declaration.checks().stream()
                .map(check ->
                        new Check(check.name(), new Sql(check.condition(), expressions.meaning(check.condition()))))
                .toList();
    }

    private void noteStorage() {
        if (kind.strict()) {
            notes.add("it is STRICT: SQLite refuses values of another type than declared");
        }
        if (kind.withoutRowid()) {
            notes.add("it is stored WITHOUT ROWID");
        }
    }
}
