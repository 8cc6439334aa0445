package io.holdfast.transfer;

import io.holdfast.transfer.plan.ChosenType;
import io.holdfast.transfer.plan.ColumnName;
import java.time.Duration;
import java.util.Map;

/**
 * What a person may say about a transfer.
 *
 * @param schema the schema that is published in the target
 * @param columns types chosen by hand
 * @param connectTimeout longest wait for a connection to either side
 */
public record TransferOptions(String schema, Map<ColumnName, ChosenType> columns, Duration connectTimeout) {
    /** Into {@code public}, with types as planned. */
    public static final TransferOptions DEFAULTS = new TransferOptions("public", Map.of(), Duration.ofSeconds(10));

    /** Copies the map. */
    public TransferOptions {
        columns = Map.copyOf(columns);
    }

    /** A copy that publishes {@code schema}. */
    public TransferOptions withSchema(String schema) {
        return new TransferOptions(schema, columns, connectTimeout);
    }

    /** A copy with types chosen by hand. */
    public TransferOptions withColumns(Map<ColumnName, ChosenType> columns) {
        return new TransferOptions(schema, columns, connectTimeout);
    }
}
