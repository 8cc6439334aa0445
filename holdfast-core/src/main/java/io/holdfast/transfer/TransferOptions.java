package io.holdfast.transfer;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.transfer.plan.ChosenType;
import io.holdfast.transfer.plan.ColumnName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person may say about a transfer. Immutable. */
public final class TransferOptions {
    /** Into {@code public}, with types as planned, and 10 seconds for each connection. */
    public static final TransferOptions DEFAULTS = new TransferOptions("public", Map.of(), Duration.ofSeconds(10));

    private final String schema;
    private final Map<ColumnName, ChosenType> columns;
    private final Duration connectTimeout;

    private TransferOptions(String schema, Map<ColumnName, ChosenType> columns, Duration connectTimeout) {
        this.schema = schema;
        this.columns = columns;
        this.connectTimeout = connectTimeout;
    }

    /** A copy that publishes {@code schema} in the target. */
    public TransferOptions withSchema(String schema) {
        return new TransferOptions(schema, columns, connectTimeout);
    }

    /** A copy that waits at most {@code timeout} for each connection. */
    public TransferOptions withConnectTimeout(Duration timeout) {
        return new TransferOptions(schema, columns, timeout);
    }

    /**
     * A copy with types chosen by hand.
     *
     * @param choices each as {@code TABLE.COLUMN=TYPE}, TYPE one of text, bytea, smallint, integer, bigint, numeric and
     *     double
     * @throws io.holdfast.error.HoldfastException of kind CONFIGURATION if one cannot be read
     */
    public TransferOptions withColumns(List<String> choices) {
        Map<ColumnName, ChosenType> read = new LinkedHashMap<>();
        for (String choice : choices) {
            int equals = choice.lastIndexOf('=');
            int dot = choice.substring(0, Math.max(equals, 0)).lastIndexOf('.');
            if (dot < 1 || dot + 1 == equals) {
                throw unreadable(choice, "expected TABLE.COLUMN=TYPE");
            }
            ColumnName name = new ColumnName(choice.substring(0, dot), choice.substring(dot + 1, equals));
            String type = choice.substring(equals + 1);
            read.put(name, ChosenType.named(type).orElseThrow(() -> unreadable(choice, "there is no type " + type)));
        }
        return new TransferOptions(schema, Map.copyOf(read), connectTimeout);
    }

    String schema() {
        return schema;
    }

    Map<ColumnName, ChosenType> columns() {
        return columns;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    private static RuntimeException unreadable(String choice, String reason) {
        return Failure.of(ErrorKind.CONFIGURATION, "the choice %s cannot be read: %s".formatted(choice, reason))
                .withHint("types are text, bytea, smallint, integer, bigint, numeric and double")
                .exception();
    }
}
