package io.holdfast.transfer.profile;

import io.holdfast.engine.SchemaModel.Table;
import java.util.List;

/**
 * What a table holds.
 *
 * @param rows how many rows
 * @param columns one profile for each column of the table, in its order
 * @param content the sum of all rows, independent of their order: two reads of the same content give the same text
 */
public record TableProfile(Table table, long rows, List<ColumnProfile> columns, String content) {

    /** How many bytes its values take. */
    public long bytes() {
        return columns.stream().mapToLong(ColumnProfile::bytes).sum();
    }
}
