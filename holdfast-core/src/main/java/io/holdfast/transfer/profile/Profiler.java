package io.holdfast.transfer.profile;

import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.SchemaModel.Table;
import io.holdfast.engine.Session;
import io.holdfast.engine.Value;
import java.util.List;
import java.util.function.LongConsumer;

/** Reads every row of a table once and tells what is in it. */
public final class Profiler {
    private final RowReader reader;
    private final Session session;
    private final String schema;

    /** Profiles tables of {@code schema}, as {@code session} sees them. */
    public Profiler(RowReader reader, Session session, String schema) {
        this.reader = reader;
        this.session = session;
        this.schema = schema;
    }

    /**
     * What {@code table} holds.
     *
     * @param progress told the number of rows read so far, at each row
     * @throws Exception whatever the driver throws, and whatever {@code progress} throws
     */
    public TableProfile profile(Table table, LongConsumer progress) throws Exception {
        List<ColumnProfile> columns =
                table.columns().stream().map(ColumnProfile::new).toList();
        RowName name = new RowName(table);
        ContentSum sum = new ContentSum();
        Value[] row = new Value[columns.size()];
        long rows = 0;
        try (RowCursor cursor = reader.rows(session, schema, table)) {
            while (cursor.next()) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = cursor.value(i);
                }
                name.moveTo(row);
                for (int i = 0; i < row.length; i++) {
                    columns.get(i).add(row[i], name);
                }
                sum.addRow(row);
                progress.accept(++rows);
            }
        }
        return new TableProfile(table, rows, columns, sum.text());
    }
}
