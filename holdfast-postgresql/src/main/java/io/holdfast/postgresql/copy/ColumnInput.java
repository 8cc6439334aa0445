package io.holdfast.postgresql.copy;

import io.holdfast.engine.DataType;
import io.holdfast.engine.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Reads one column's values from the binary form that its type sends. Written apart from {@link ColumnOutput}, from the
 * backend's *_send functions, so that a mistake in one is not hidden by the same mistake in the other.
 */
final class ColumnInput {
    private static final long DAYS_FROM_1970_TO_2000 = 30 * 365 + 7;
    private static final long MICROS_FROM_1970_TO_2000 = DAYS_FROM_1970_TO_2000 * 24 * 60 * 60 * 1_000_000;
    private static final int NUMERIC_POSITIVE = 0;
    private static final int NUMERIC_NEGATIVE = 0x4000;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    private final String place;
    private final DataType type;

    ColumnInput(String table, String column, DataType type) {
        this.place = "table %s, column %s".formatted(table, column);
        this.type = type;
    }

    Value read(Input input) throws SQLException, IOException {
        int length = input.int32();
        if (length < 0) {
            return Value.NULL;
        }
        return switch (type.base()) {
            case SMALLINT -> new Value.Int(sized(2, length, input).int16());
            case INTEGER -> new Value.Int(sized(4, length, input).int32());
            case BIGINT -> new Value.Int(sized(8, length, input).int64());
            case DOUBLE ->
                new Value.Real(Double.longBitsToDouble(sized(8, length, input).int64()));
            case BOOLEAN -> new Value.Bool(sized(1, length, input).int8() != 0);
            case DECIMAL -> numeric(input);
            case TEXT, ANY -> new Value.Text(input.bytes(length));
            case BYTES -> new Value.Bytes(input.bytes(length));
            case JSON -> json(length, input);
            case UUID -> new Value.Uuid(new UUID(sized(16, length, input).int64(), input.int64()));
            case DATE -> new Value.Date(date(sized(4, length, input).int32()));
            case TIME -> new Value.Time(sized(8, length, input).int64());
            case TIMESTAMP -> new Value.Timestamp(micros(sized(8, length, input).int64()));
            case INSTANT -> new Value.Instant(micros(sized(8, length, input).int64()));
        };
    }

    private Input sized(int expected, int length, Input input) throws IOException {
        if (length != expected) {
            throw new IOException("%s: %d bytes for a %s".formatted(place, length, type.base()));
        }
        return input;
    }

    private Value json(int length, Input input) throws SQLException, IOException {
        int version = input.int8();
        if (version != 1) {
            throw new IOException("%s: jsonb in version %d, which is not known".formatted(place, version));
        }
        return new Value.Json(input.bytes(length - 1));
    }

    private int date(int since2000) throws IOException {
        if (since2000 == Integer.MAX_VALUE || since2000 == Integer.MIN_VALUE) {
            throw new IOException(place + ": an infinite date, which only PostgreSQL has");
        }
        return Math.toIntExact(since2000 + DAYS_FROM_1970_TO_2000);
    }

    private long micros(long since2000) throws IOException {
        if (since2000 == Long.MAX_VALUE || since2000 == Long.MIN_VALUE) {
            throw new IOException(place + ": an infinite timestamp, which only PostgreSQL has");
        }
        return Math.addExact(since2000, MICROS_FROM_1970_TO_2000);
    }

    /** value = Σ group[i] · 10000^(weight - i), shown with {@code scale} digits after the point. */
    private Value numeric(Input input) throws SQLException, IOException {
        int groups = input.int16();
        int weight = input.int16();
        int sign = input.int16() & 0xffff;
        int scale = input.int16() & 0xffff;
        if (sign != NUMERIC_POSITIVE && sign != NUMERIC_NEGATIVE) {
            throw new IOException(place + ": a numeric that is no number, which only PostgreSQL has");
        }
        BigInteger total = BigInteger.ZERO;
        for (int index = 0; index < groups; index++) {
            total = total.multiply(BASE).add(BigInteger.valueOf(input.int16()));
        }
        int exponent = 4 * (weight - groups + 1);
        BigDecimal magnitude = new BigDecimal(total, -exponent).setScale(scale);
        return new Value.Decimal(sign == NUMERIC_NEGATIVE ? magnitude.negate() : magnitude);
    }
}
