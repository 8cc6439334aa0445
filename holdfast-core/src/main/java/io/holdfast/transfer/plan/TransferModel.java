package io.holdfast.transfer.plan;

import io.holdfast.engine.Receiver.Statement;
import io.holdfast.engine.SchemaModel;
import java.util.List;

/**
 * Everything that a transfer will do.
 *
 * @param source where the data comes from, without credentials
 * @param content what stands for all that the source holds: the same content gives the same text
 * @param schema the schema that will be published
 * @param tables one plan for each table
 * @param untranslated what the target will not have
 * @param statements what will be run, in order
 */
public record TransferModel(
        String source,
        String content,
        String schema,
        List<TablePlan> tables,
        List<Untranslated> untranslated,
        List<Statement> statements) {

    /** The structure that the target will have. */
    public SchemaModel target() {
        return new SchemaModel(tables.stream().map(TablePlan::target).toList(), List.of());
    }

    /** All rows of all tables. */
    public long rows() {
        return tables.stream().mapToLong(TablePlan::rows).sum();
    }

    /** The bytes of all values of all tables. */
    public long bytes() {
        return tables.stream().mapToLong(TablePlan::bytes).sum();
    }

    /** What has to be decided before it can run, one line each; empty where nothing. */
    public List<String> decisions() {
        return tables.stream()
                .flatMap(table -> table.columns().stream()
                        .flatMap(column -> column.decision().stream()
                                .map(question ->
                                        table.name() + "." + column.source().name() + ": " + question)))
                .toList();
    }
}
