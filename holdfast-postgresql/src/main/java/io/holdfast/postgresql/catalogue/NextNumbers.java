package io.holdfast.postgresql.catalogue;

import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.SchemaModel.Identity;
import io.holdfast.engine.SchemaModel.Table;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far the identities have counted: data of a database, not structure. */
final class NextNumbers {
    private static final String SEQUENCES = """
            SELECT c.relname AS tablename, a.attname AS name, d.objid::regclass::text AS sequence, q.seqincrement AS step
            FROM s JOIN pg_class c ON c.relnamespace = s.oid
                 JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> ''
                 JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                      AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'i'
                 JOIN pg_sequence q ON q.seqrelid = d.objid
            """;

    private final Map<Place, Long> next;

    private NextNumbers(Map<Place, Long> next) {
        this.next = next;
    }

    private record Place(String table, String column) {}

    private record Sequence(Place place, String name, long step) {}

    static NextNumbers read(Query query) throws SQLException {
        List<Sequence> sequences = query.list(
                SEQUENCES,
                row -> new Sequence(
                        new Place(row.getString("tablename"), row.getString("name")),
                        row.getString("sequence"),
                        row.getLong("step")));
        Map<Place, Long> next = new HashMap<>();
        if (!sequences.isEmpty()) {
            query.list(
                    numbers(sequences),
                    row -> next.put(sequences.get(row.getInt("number")).place(), row.getLong("next")));
        }
        return new NextNumbers(next);
    }

    private static String numbers(List<Sequence> sequences) {
        StringBuilder sql = new StringBuilder();
        for (int number = 0; number < sequences.size(); number++) {
            sql.append(number == 0 ? "" : " UNION ALL ")
                    .append(
                            "SELECT %d AS number, CASE WHEN is_called THEN last_value + %d ELSE last_value END AS next FROM %s"
                                    .formatted(
                                            number,
                                            sequences.get(number).step(),
                                            sequences.get(number).name()));
        }
        return sql.toString();
    }

    /** {@code table}, whose identities go on where the database would. */
    Table in(Table table) {
        List<Column> columns =
                table.columns().stream().map(column -> in(table, column)).collect(Collectors.toList());
        return new Table(
                table.name(),
                columns,
                table.primaryKey(),
                table.uniques(),
                table.foreignKeys(),
                table.checks(),
                table.indexes(),
                table.notes());
    }

    private Column in(Table table, Column column) {
        Optional<Identity> identity = column.identity()
                .map(first -> new Identity(
                        next.getOrDefault(new Place(table.name(), column.name()), first.next()), first.neverReused()));
        return new Column(
                column.name(),
                column.declared(),
                column.type(),
                column.notNull(),
                column.defaultValue(),
                column.generated(),
                identity,
                column.collation());
    }
}
