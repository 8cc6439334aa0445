package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.Check;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Index;
import io.holdfast.engine.SchemaModel.Other;
import io.holdfast.engine.SchemaModel.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables, partitioned ones and partitions with them, and the constraints that their fields cannot hold. */
final class Tables {
    private static final String NAMES = """
            SELECT c.relname AS name
            FROM s JOIN pg_class c ON c.relnamespace = s.oid
            WHERE c.relkind IN ('r', 'p') AND OWN(pg_class, c)
            ORDER BY c.relname COLLATE "C"
            """;

    private final boolean looseForeignKeys;
    private final List<Table> tables = new ArrayList<>();
    private final List<Other> others = new ArrayList<>();

    private Tables(boolean looseForeignKeys) {
        this.looseForeignKeys = looseForeignKeys;
    }

    /** The tables, in the order of their names. */
    List<Table> tables() {
        return List.copyOf(tables);
    }

    /** The constraints that the fields of their tables do not hold. */
    List<Other> others() {
        return List.copyOf(others);
    }

    /** {@code looseForeignKeys} says whether a foreign key is one of the fields even where they do not hold all of it. */
    static Tables read(Query query, boolean looseForeignKeys) throws SQLException {
        Map<String, List<Column>> columns = Columns.read(query);
        Map<String, List<Constraints.Found>> constraints = Constraints.read(query);
        Map<String, List<Index>> indexes = Indexes.read(query);
        Map<String, List<String>> notes = Notes.read(query);
        Tables tables = new Tables(looseForeignKeys);
        for (String name : query.list(NAMES, row -> row.getString("name"))) {
            Table plain = new Table(
                    name,
                    columns.getOrDefault(name, List.of()),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    indexes.getOrDefault(name, List.of()),
                    notes.getOrDefault(name, List.of()));
            tables.add(plain, constraints.getOrDefault(name, List.of()));
        }
        return tables;
    }

    private void add(Table plain, List<Constraints.Found> constraints) {
        Optional<SchemaModel.Key> primary = Optional.empty();
        List<SchemaModel.Key> uniques = new ArrayList<>();
        List<ForeignKey> foreignKeys = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        for (Constraints.Found found : constraints) {
            boolean held = found.exact() || (looseForeignKeys && found.kind().equals("f"));
            switch (held ? found.kind() : "other") {
                case "p" -> primary = Optional.of(found.key());
                case "u" -> uniques.add(found.key());
                case "f" -> foreignKeys.add(found.foreignKey());
                case "c" -> checks.add(found.check());
                default -> others.add(new Other("constraint", found.quoted(), plain.name(), found.declaration()));
            }
        }
        tables.add(new Table(
                plain.name(),
                plain.columns(),
                primary,
                List.copyOf(uniques),
                List.copyOf(foreignKeys),
                List.copyOf(checks),
                plain.indexes(),
                plain.notes()));
    }
}
