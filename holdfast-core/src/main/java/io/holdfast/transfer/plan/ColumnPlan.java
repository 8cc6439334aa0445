package io.holdfast.transfer.plan;

import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.transfer.convert.Conversion;
import java.util.List;
import java.util.Optional;

/**
 * What happens to one column.
 *
 * @param source the column as declared in the source
 * @param target the column as it will be made
 * @param type the target's type, as the target spells it
 * @param conversion how values get there
 * @param copied whether values are copied; not so where the target computes them
 * @param reasons why the target's type is not simply the declared one; empty where it is
 * @param decision what a person has to decide before the transfer can run; empty where nothing
 */
public record ColumnPlan(
        Column source,
        Column target,
        String type,
        Conversion conversion,
        boolean copied,
        List<String> reasons,
        Optional<String> decision) {

    /** A copy that makes {@code target}. */
    ColumnPlan with(Column target) {
        return new ColumnPlan(source, target, type, conversion, copied, reasons, decision);
    }

    /** A copy whose values are copied, whatever computes them in the source. */
    ColumnPlan withCopiedValues() {
        return new ColumnPlan(source, target, type, conversion, true, reasons, decision);
    }
}
