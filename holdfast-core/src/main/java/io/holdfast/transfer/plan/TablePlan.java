package io.holdfast.transfer.plan;

import io.holdfast.engine.SchemaModel.Table;
import java.util.List;

/**
 * What happens to one table.
 *
 * @param source the table as declared in the source
 * @param target the table as it will be made, all that belongs to it included
 * @param columns one plan for each column, in their order
 * @param rows how many rows it holds
 * @param bytes how many bytes its values take
 */
public record TablePlan(Table source, Table target, List<ColumnPlan> columns, long rows, long bytes) {

    /** The table's name. */
    public String name() {
        return source.name();
    }
}
