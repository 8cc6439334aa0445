package io.holdfast.transfer.verify;

import io.holdfast.engine.Value;
import io.holdfast.transfer.convert.Conversion;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/*
 * The idea: for each conversion there is one written form that both sides can be brought into. The source's value is
 * brought there from what SQLite stores, by text; the target's value is brought there from what PostgreSQL answers, by
 * its own type. Where the copy goes forwards (parse a text into microseconds), the verification goes backwards (write
 * microseconds as a text), so that one wrong parser cannot agree with itself.
 */
/** The form in which a stored value and the value received for it are compared. */
final class Form {
    private static final byte[] NULL = {};
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "1");

    private Form() {}

    /** The form of a value as the source stores it. Null has no bytes; anything else has at least one. */
    static byte[] stored(Value value, Conversion conversion) {
        if (value instanceof Value.Null) {
            return NULL;
        }
        return switch (conversion) {
            case KEEP -> plain(value);
            case TO_DECIMAL -> tagged(decimal(value));
            case TO_DOUBLE -> bits(value instanceof Value.Int number ? (double) number.value() : real(value));
            case TO_BOOLEAN -> tagged(TRUE.contains(written(value).toLowerCase(Locale.ROOT)) ? "true" : "false");
            case TO_DATE -> tagged(written(value));
            case TO_TIME, TO_TIMESTAMP -> tagged(DateForm.padded(written(value)));
            case TO_INSTANT -> tagged(DateForm.inUtc(written(value)));
            case SECONDS_TO_INSTANT, MILLIS_TO_INSTANT -> tagged(written(value));
            case TO_JSON -> tagged(JsonForm.of(written(value).getBytes(StandardCharsets.UTF_8)));
            case TO_UUID -> tagged(written(value));
            case TO_TEXT -> value instanceof Value.Text text ? tagged(readable(text.utf8())) : tagged(written(value));
            case TO_BYTES -> value instanceof Value.Text text ? tagged(text.utf8()) : bytesOf(value);
        };
    }

    /** The form of a value as the target answers it. */
    static byte[] received(Value value, Conversion conversion) {
        if (value instanceof Value.Null) {
            return NULL;
        }
        if (value instanceof Value.Decimal number) {
            return tagged(number.value().stripTrailingZeros().toPlainString());
        }
        if (value instanceof Value.Bool bool) {
            return tagged(Boolean.toString(bool.value()));
        }
        if (value instanceof Value.Json json) {
            return tagged(JsonForm.of(json.utf8()));
        }
        if (value instanceof Value.Uuid uuid) {
            return tagged(uuid.value().toString());
        }
        if (value instanceof Value.Instant instant) {
            return tagged(instant(instant.micros(), conversion));
        }
        if (value instanceof Value.Date || value instanceof Value.Time || value instanceof Value.Timestamp) {
            return tagged(DateForm.of(value));
        }
        return plain(value);
    }

    private static byte[] plain(Value value) {
        if (value instanceof Value.Int number) {
            return tagged(Long.toString(number.value()));
        }
        if (value instanceof Value.Real number) {
            return bits(number.value());
        }
        return value instanceof Value.Text text ? tagged(text.utf8()) : bytesOf(value);
    }

    private static byte[] bytesOf(Value value) {
        return value instanceof Value.Bytes bytes ? tagged(bytes.value()) : tagged(written(value));
    }

    private static String decimal(Value value) {
        BigDecimal number =
                value instanceof Value.Int integer ? new BigDecimal(integer.value()) : BigDecimal.valueOf(real(value));
        return number.stripTrailingZeros().toPlainString();
    }

    private static String instant(long micros, Conversion conversion) {
        long unit = switch (conversion) {
            case SECONDS_TO_INSTANT -> 1_000_000;
            case MILLIS_TO_INSTANT -> 1000;
            default -> 0;
        };
        if (unit == 0) {
            return DateForm.of(new Value.Timestamp(micros));
        }
        return micros % unit == 0 ? Long.toString(micros / unit) : micros + " microseconds";
    }

    private static double real(Value value) {
        if (value instanceof Value.Real number) {
            return number.value();
        }
        throw new IllegalArgumentException("no number: " + value);
    }

    /** A value as text; what is no number or text can be in no such column, and shows as itself. */
    private static String written(Value value) {
        if (value instanceof Value.Text text) {
            return new String(text.utf8(), StandardCharsets.UTF_8);
        }
        if (value instanceof Value.Int number) {
            return Long.toString(number.value());
        }
        return value instanceof Value.Real number ? Double.toString(number.value()) : value.toString();
    }

    private static byte[] readable(byte[] stored) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(stored));
            return stored;
        } catch (CharacterCodingException notUtf8) {
            CharBuffer text = WINDOWS_1252.decode(ByteBuffer.wrap(stored));
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static byte[] bits(double value) {
        return ByteBuffer.allocate(9)
                .put((byte) 'v')
                .putLong(Double.doubleToRawLongBits(value))
                .array();
    }

    private static byte[] tagged(String text) {
        return tagged(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] tagged(byte[] bytes) {
        return ByteBuffer.allocate(bytes.length + 1).put((byte) 'v').put(bytes).array();
    }
}
