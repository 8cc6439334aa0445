package io.holdfast.lifecycle;

import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.BodyText;
import io.holdfast.engine.document.Extended;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of columns as those of bodies, and the values of a key as text. */
enum ColumnValues {
    /** As the engine stores each value, whatever its column was declared as: SQLite. JSON alone is believed. */
    STORED {
        @Override
        @Nullable
        Object plain(ResultSet row, Column column) throws SQLException {
            Object value = row.getObject(column.name());
            return value instanceof Long number && number.intValue() == number ? (Object) number.intValue() : value;
        }

        @Override
        @Nullable
        Object exact(ResultSet row, Column column) throws SQLException {
            return row.getObject(column.name());
        }
    },
    /** As its column was declared: each value is of that type. */
    DECLARED {
        @Override
        @Nullable
        Object plain(ResultSet row, Column column) throws SQLException {
            String name = column.name();
            return switch (column.type().base()) {
                case SMALLINT, INTEGER -> known(row, row.getInt(name));
                case BIGINT -> known(row, row.getLong(name));
                case DOUBLE -> known(row, row.getDouble(name));
                case BOOLEAN -> known(row, row.getBoolean(name));
                case DECIMAL ->
                    Optional.ofNullable(row.getString(name))
                            .map(Extended.Decimal::new)
                            .orElse(null);
                case BYTES -> row.getBytes(name);
                case UUID -> row.getObject(name, UUID.class);
                case INSTANT ->
                    Optional.ofNullable(row.getObject(name, OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant)
                            .orElse(null);
                case TIMESTAMP ->
                    Optional.ofNullable(row.getObject(name, LocalDateTime.class))
                            .map(LocalDateTime::toString)
                            .orElse(null);
                default -> row.getString(name);
            };
        }

        /** Times as text: a body would forget what is less than a millisecond. */
        @Override
        @Nullable
        Object exact(ResultSet row, Column column) throws SQLException {
            String name = column.name();
            Object value = switch (column.type().base()) {
                case INSTANT -> row.getObject(name, OffsetDateTime.class);
                case TIMESTAMP -> row.getObject(name, LocalDateTime.class);
                case DATE -> row.getObject(name, LocalDate.class);
                default -> null;
            };
            return value == null ? plain(row, column) : value.toString();
        }
    };

    private static final Map<Base, Function<String, Object>> TIMES = Map.of(
            Base.INSTANT, OffsetDateTime::parse, Base.TIMESTAMP, LocalDateTime::parse, Base.DATE, LocalDate::parse);

    private static final String WRAP = "value";

    abstract @Nullable Object plain(ResultSet row, Column column) throws SQLException;

    abstract @Nullable Object exact(ResultSet row, Column column) throws SQLException;

    private static @Nullable Object known(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    /**
     * The value in {@code column} of the current row.
     *
     * @throws HoldfastException of kind DATA if no body can hold it
     */
    @Nullable
    Object value(ResultSet row, Column column) throws SQLException {
        return column.type().base() == Base.JSON ? nested(row.getString(column.name()), column) : plain(row, column);
    }

    /** What the text in a column of JSON stands for, whatever of JSON it is. */
    private static @Nullable Object nested(@Nullable String json, Column column) {
        if (json == null) {
            return null;
        }
        try {
            Map<String, @Nullable Object> fields =
                    BodyText.read("{\"%s\":%s}".formatted(WRAP, json)).fields();
            if (fields.size() == 1) {
                return fields.get(WRAP);
            }
        } catch (HoldfastException noBody) {
            throw notJson(column).causedBy(noBody);
        }
        throw notJson(column).exception();
    }

    private static Failure notJson(Column column) {
        return Failure.of(ErrorKind.DATA, "the column %s holds no JSON that a body can hold".formatted(column.name()));
    }

    /** The values of {@code columns} in the current row, as the text from which {@link #parameters} has them. */
    String key(ResultSet row, List<Column> columns) throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Column column : columns) {
            values.put(column.name(), exact(row, column));
        }
        return BodyText.write(Body.of(values));
    }

    /** The values of {@code columns} in {@code key}, as a statement takes them. */
    List<Object> parameters(String key, List<Column> columns) {
        Body values = BodyText.read(key);
        List<Object> parameters = new ArrayList<>();
        for (Column column : columns) {
            parameters.add(parameter(values.at(List.of(column.name())).orElseThrow(), column));
        }
        return List.copyOf(parameters);
    }

    private Object parameter(Object value, Column column) {
        Function<String, Object> time = TIMES.get(column.type().base());
        if (this == DECLARED && time != null && value instanceof String text) {
            return time.apply(text);
        }
        if (value instanceof Extended.Decimal decimal) {
            return new BigDecimal(decimal.text());
        }
        if (value instanceof Extended.Binary binary) {
            Optional<UUID> uuid = binary.uuid();
            return uuid.isPresent() ? uuid.get() : binary.bytes();
        }
        return value;
    }
}
