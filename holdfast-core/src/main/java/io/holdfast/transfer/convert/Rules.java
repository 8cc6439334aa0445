package io.holdfast.transfer.convert;

import io.holdfast.engine.Value;
import io.holdfast.transfer.profile.BooleanWord;
import io.holdfast.transfer.profile.DateText;
import io.holdfast.transfer.profile.TextBytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The rule of each {@link Conversion}. */
final class Rules {
    private Rules() {}

    static Value decimal(Value value) {
        if (value instanceof Value.Int number) {
            return new Value.Decimal(BigDecimal.valueOf(number.value()));
        }
        if (value instanceof Value.Real number) {
            return new Value.Decimal(new BigDecimal(Double.toString(number.value())));
        }
        throw misfit(value);
    }

    static Value floating(Value value) {
        return value instanceof Value.Int number ? new Value.Real(number.value()) : value;
    }

    static Value bool(Value value) {
        if (value instanceof Value.Bool) {
            return value;
        }
        if (value instanceof Value.Int number && (number.value() == 0 || number.value() == 1)) {
            return new Value.Bool(number.value() == 1);
        }
        if (value instanceof Value.Text text) {
            return new Value.Bool(BooleanWord.of(text.utf8()).orElseThrow(() -> misfit(value)));
        }
        throw misfit(value);
    }

    static Value date(Value value) {
        return new Value.Date(Math.toIntExact(read(value).day()));
    }

    static Value time(Value value) {
        return new Value.Time(read(value).micros());
    }

    static Value timestamp(Value value) {
        return new Value.Timestamp(read(value).micros());
    }

    static Value instant(Value value) {
        return new Value.Instant(read(value).micros());
    }

    static Value moment(Value value, long micros) {
        if (value instanceof Value.Int number) {
            return new Value.Instant(Math.multiplyExact(number.value(), micros));
        }
        throw misfit(value);
    }

    static Value json(Value value) {
        return new Value.Json(written(value));
    }

    static Value uuid(Value value) {
        return new Value.Uuid(UUID.fromString(new String(written(value), StandardCharsets.US_ASCII)));
    }

    static Value text(Value value) {
        return new Value.Text(value instanceof Value.Text text ? utf8(text) : written(value));
    }

    static Value bytes(Value value) {
        return value instanceof Value.Bytes ? value : new Value.Bytes(written(value));
    }

    private static byte[] utf8(Value.Text text) {
        if (TextBytes.isUtf8(text.utf8())) {
            return text.utf8();
        }
        return TextBytes.asWindows1252(text.utf8())
                .map(read -> read.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> misfit(text));
    }

    private static byte[] written(Value value) {
        if (value instanceof Value.Text text) {
            return text.utf8();
        }
        if (value instanceof Value.Int number) {
            return Long.toString(number.value()).getBytes(StandardCharsets.US_ASCII);
        }
        if (value instanceof Value.Real number) {
            return Double.toString(number.value()).getBytes(StandardCharsets.US_ASCII);
        }
        throw misfit(value);
    }

    private static DateText read(Value value) {
        if (value instanceof Value.Text text) {
            return DateText.of(text.utf8()).orElseThrow(() -> misfit(value));
        }
        throw misfit(value);
    }

    private static IllegalArgumentException misfit(Value value) {
        String kind = value.getClass().getSimpleName();
        return new IllegalArgumentException("a value of kind %s is not of the planned form".formatted(kind));
    }
}
