package io.holdfast.transfer.verify;

import io.holdfast.engine.Receiver.Staging;
import io.holdfast.engine.RowCursor;
import io.holdfast.engine.RowReader;
import io.holdfast.engine.SchemaModel;
import io.holdfast.engine.Session;
import io.holdfast.engine.Value;
import io.holdfast.transfer.convert.Conversion;
import io.holdfast.transfer.plan.TablePlan;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** Reads both sides anew and compares them: every cell of every row, and the structure. */
public final class Verification {
    private final RowReader reader;
    private final Session session;
    private final String sourceSchema;
    private final Staging staging;

    /**
     * Compares what {@code session} sees with what {@code staging} holds.
     *
     * @param sourceSchema the schema read through {@code reader}
     */
    public Verification(RowReader reader, Session session, String sourceSchema, Staging staging) {
        this.reader = reader;
        this.session = session;
        this.sourceSchema = sourceSchema;
        this.staging = staging;
    }

    /**
     * What comparing one table gave.
     *
     * @param sourceRows rows of the source
     * @param targetRows rows of the target
     * @param sourceSum the content of the source, as an order-independent sum
     * @param targetSum the content of the target, as an order-independent sum
     * @param differences what differs; where very much does, a part of it
     */
    public record TableResult(
            String table,
            long sourceRows,
            long targetRows,
            String sourceSum,
            String targetSum,
            List<Difference> differences) {}

    /**
     * Compares all rows of one table.
     *
     * @param progress told the number of rows read so far on both sides
     * @throws Exception whatever the drivers throw, and whatever {@code progress} throws
     */
    public TableResult compare(TablePlan plan, LongConsumer progress) throws Exception {
        return new TableComparison(plan, progress).compare(source(plan), target(plan));
    }

    /**
     * Compares the structure that was {@code planned} with the one that the server has.
     *
     * @param nameInTarget the name under which the target keeps what the plan calls by the argument
     * @throws Exception whatever the driver throws
     */
    public List<Difference> compareStructure(SchemaModel planned, UnaryOperator<String> nameInTarget) throws Exception {
        return new StructureComparison(nameInTarget).compare(planned, staging.model());
    }

    private Side source(TablePlan plan) {
        return new Side() {
            @Override
            public RowCursor open() throws Exception {
                return reader.rows(session, sourceSchema, plan.source());
            }

            @Override
            public byte[] form(Value value, Conversion conversion) {
                return Form.stored(value, conversion);
            }
        };
    }

    private Side target(TablePlan plan) {
        return new Side() {
            @Override
            public RowCursor open() throws Exception {
                return staging.rows(plan.target());
            }

            @Override
            public byte[] form(Value value, Conversion conversion) {
                return Form.received(value, conversion);
            }
        };
    }
}
