package io.holdfast.transfer.copy;

import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowWriter;
import io.holdfast.engine.Value;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.transfer.plan.ColumnPlan;
import io.holdfast.transfer.plan.TablePlan;
import io.holdfast.transfer.profile.RowName;
import java.util.function.LongConsumer;

/** Copies the rows of one table, value by value, as planned. */
public final class TableCopy {
    private final TablePlan plan;
    private final ColumnPlan[] columns;
    private final RowName name;

    /** Copies as {@code plan} says. */
    public TableCopy(TablePlan plan) {
        this.plan = plan;
        this.columns = plan.columns().toArray(ColumnPlan[]::new);
        this.name = new RowName(plan.source());
    }

    /**
     * Copies every row from {@code source} to {@code target}.
     *
     * @param progress told the number of rows copied so far, at each row
     * @return the rows that the target counted
     * @throws Exception whatever the drivers throw, and whatever {@code progress} throws
     */
    public long copy(RowCursor source, RowWriter target, LongConsumer progress) throws Exception {
        int copied = (int) plan.columns().stream().filter(ColumnPlan::copied).count();
        Value[] stored = new Value[columns.length];
        Value[] row = new Value[copied];
        long rows = 0;
        while (source.next()) {
            for (int i = 0; i < stored.length; i++) {
                stored[i] = source.value(i);
            }
            name.moveTo(stored);
            convert(stored, row);
            target.write(row);
            progress.accept(++rows);
        }
        return target.finish();
    }

    private void convert(Value[] stored, Value[] row) {
        int next = 0;
        for (int i = 0; i < stored.length; i++) {
            if (columns[i].copied()) {
                row[next++] = converted(stored[i], columns[i]);
            }
        }
    }

    private Value converted(Value stored, ColumnPlan column) {
        try {
            return column.conversion().apply(stored);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Failure.of(
                            ErrorKind.DATA,
                            "%s.%s of row %s does not fit the plan: %s"
                                    .formatted(plan.name(), column.source().name(), name.text(), e.getMessage()))
                    .withHint(
                            "the source changed while it was read, or this is a defect of Holdfast; nothing was published")
                    .causedBy(e);
        }
    }
}
