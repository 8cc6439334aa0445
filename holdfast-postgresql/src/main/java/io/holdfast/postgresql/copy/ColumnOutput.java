package io.holdfast.postgresql.copy;

import io.holdfast.engine.DataType;
import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.SchemaModel.Column;
import io.holdfast.engine.Value;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.math.BigDecimal;
import java.sql.SQLException;

/**
 * One column's values in the binary form that its type receives (the *_recv functions of PostgreSQL's backend). A value
 * of another variant, or one that the type cannot hold exactly, is refused by table and column.
 */
final class ColumnOutput {
    private static final int JSONB_VERSION = 1;
    private static final int NULL_LENGTH = -1;

    private final String table;
    private final String column;
    private final DataType type;

    ColumnOutput(String table, Column column) {
        this.table = table;
        this.column = column.name();
        this.type = column.type();
    }

    void write(Value value, Output output) throws SQLException {
        if (value instanceof Value.Null) {
            output.int32(NULL_LENGTH);
        } else if (value instanceof Value.Int whole) {
            whole(whole.value(), output);
        } else if (value instanceof Value.Real real && type.base() == Base.DOUBLE) {
            output.int32(8);
            output.int64(Double.doubleToRawLongBits(real.value()));
        } else if (value instanceof Value.Decimal decimal && type.base() == Base.DECIMAL) {
            NumericOutput.write(fitting(decimal.value()), output);
        } else if (value instanceof Value.Bool bool && type.base() == Base.BOOLEAN) {
            output.int32(1);
            output.int8(bool.value() ? 1 : 0);
        } else if (value instanceof Value.Uuid uuid && type.base() == Base.UUID) {
            output.int32(16);
            output.int64(uuid.value().getMostSignificantBits());
            output.int64(uuid.value().getLeastSignificantBits());
        } else if (!text(value, output) && !time(value, output)) {
            throw misfit(value);
        }
    }

    private boolean text(Value value, Output output) throws SQLException {
        if (value instanceof Value.Text text && type.base() == Base.TEXT) {
            withLength(withoutNul(text.utf8()), output);
        } else if (value instanceof Value.Bytes bytes && type.base() == Base.BYTES) {
            withLength(bytes.value(), output);
        } else if (value instanceof Value.Json json && type.base() == Base.JSON) {
            byte[] utf8 = withoutNul(json.utf8());
            output.int32(1 + utf8.length);
            output.int8(JSONB_VERSION);
            output.bytes(utf8);
        } else {
            return false;
        }
        return true;
    }

    private boolean time(Value value, Output output) throws SQLException {
        if (value instanceof Value.Date date && type.base() == Base.DATE) {
            output.int32(4);
            output.int32(Calendar.day(date.epochDay()).orElseThrow(() -> outside("a date")));
        } else if (value instanceof Value.Time time && type.base() == Base.TIME) {
            if (time.micros() < 0 || time.micros() > Calendar.MICROS_PER_DAY) {
                throw outside("a time of day");
            }
            output.int32(8);
            output.int64(time.micros());
        } else if (value instanceof Value.Timestamp timestamp && type.base() == Base.TIMESTAMP) {
            micros(timestamp.micros(), output);
        } else if (value instanceof Value.Instant instant && type.base() == Base.INSTANT) {
            micros(instant.micros(), output);
        } else {
            return false;
        }
        return true;
    }

    private void micros(long sinceEpoch, Output output) throws SQLException {
        output.int32(8);
        output.int64(Calendar.micros(sinceEpoch).orElseThrow(() -> outside("a point in time")));
    }

    private void whole(long value, Output output) throws SQLException {
        switch (type.base()) {
            case SMALLINT -> {
                if (value != (short) value) {
                    throw outside("a whole number");
                }
                output.int32(2);
                output.int16((int) value);
            }
            case INTEGER -> {
                if (value != (int) value) {
                    throw outside("a whole number");
                }
                output.int32(4);
                output.int32((int) value);
            }
            case BIGINT -> {
                output.int32(8);
                output.int64(value);
            }
            default -> throw misfit(new Value.Int(value));
        }
    }

    /** The server would round silently what has more digits after the point than the column. */
    private BigDecimal fitting(BigDecimal value) {
        if (type.precision() > 0) {
            BigDecimal plain = value.stripTrailingZeros();
            if (plain.signum() == 0) {
                return BigDecimal.ZERO.setScale(type.scale());
            }
            if (plain.scale() > type.scale() || plain.precision() - plain.scale() > type.precision() - type.scale()) {
                throw outside("a decimal number");
            }
            return plain.setScale(type.scale());
        }
        if (!NumericOutput.holds(value)) {
            throw outside("a decimal number");
        }
        return value;
    }

    private byte[] withoutNul(byte[] utf8) {
        for (byte each : utf8) {
            if (each == 0) {
                throw refused("a text with a NUL character, which PostgreSQL cannot hold");
            }
        }
        return utf8;
    }

    private static void withLength(byte[] bytes, Output output) throws SQLException {
        output.int32(bytes.length);
        output.bytes(bytes);
    }

    private RuntimeException misfit(Value value) {
        return refused("a value of the kind " + value.getClass().getSimpleName());
    }

    private RuntimeException outside(String what) {
        return refused(what + " outside of its range");
    }

    private RuntimeException refused(String found) {
        return Failure.of(
                        ErrorKind.DATA,
                        "table %s, column %s: %s does not fit the type %s".formatted(table, column, found, type.base()))
                .withHint("choose a wider type for the column")
                .exception();
    }
}
