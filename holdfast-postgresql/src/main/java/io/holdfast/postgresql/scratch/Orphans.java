package io.holdfast.postgresql.scratch;

import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.SchemaModel.ForeignKey;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.postgresql.ddl.Names;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Removes rows whose referred rows are not in a sample, and then those that refer to them. */
final class Orphans {
    /** Longer chains of rows are cut off at once: each pass removes one link. */
    private static final int PASSES = 20;

    private final Connection connection;
    private final Consumer<String> notes;
    private final List<Reference> references = new ArrayList<>();
    private final Map<String, Long> removed = new TreeMap<>();

    /** A foreign key, as conditions of a statement. */
    private record Reference(String child, String parent, String refers, String matches) {

        static Reference of(String schema, Table table, ForeignKey key) {
            List<String> refers = new ArrayList<>();
            List<String> matches = new ArrayList<>();
            for (int index = 0; index < key.columns().size(); index++) {
                String column = "child." + Names.quoted(key.columns().get(index));
                refers.add(column + " is not null");
                matches.add(
                        "parent.%s = %s".formatted(Names.quoted(key.references().get(index)), column));
            }
            return new Reference(
                    Names.qualified(schema, table.name()),
                    Names.qualified(schema, key.table()),
                    String.join(" and ", refers),
                    String.join(" and ", matches));
        }

        String orphans() {
            return "delete from %s as child where %s and not exists (select from %s as parent where %s)"
                    .formatted(child, refers, parent, matches);
        }

        String all() {
            return "delete from %s as child where %s".formatted(child, refers);
        }
    }

    /** {@code notes} takes how many rows were removed of which table. */
    Orphans(Connection connection, Map<String, SchemaModel> models, Consumer<String> notes) {
        this.connection = connection;
        this.notes = notes;
        models.forEach((schema, model) -> model.tables()
                .forEach(
                        table -> table.foreignKeys().forEach(key -> references.add(Reference.of(schema, table, key)))));
    }

    void remove() throws SQLException {
        long now = 1;
        for (int pass = 0; now > 0; pass++) {
            now = 0;
            for (Reference reference : references) {
                long orphans = delete(reference, reference.orphans());
                now += orphans;
                if (orphans > 0 && pass >= PASSES) {
                    now += delete(reference, reference.all());
                }
            }
        }
        removed.forEach((table, rows) ->
                notes.accept("%,d rows of the sample of %s were left out: what they refer to is not in the sample"
                        .formatted(rows, table)));
    }

    private long delete(Reference reference, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long rows = statement.executeLargeUpdate(sql);
            if (rows > 0) {
                removed.merge(reference.child(), rows, Long::sum);
            }
            return rows;
        }
    }
}
