package io.holdfast.postgresql.ddl;

import io.holdfast.engine.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** SQLite's literals in PostgreSQL's spelling. */
final class Literals {
    private static final int DIGITS_OF_A_DOUBLE = 17;

    private Literals() {}

    static Term of(Value value) throws Untranslatable {
        if (value instanceof Value.Null) {
            return Term.literal("NULL", Kind.NULL, value);
        } else if (value instanceof Value.Int whole) {
            return Term.literal(whole(whole.value()), Kind.INT, value);
        } else if (value instanceof Value.Real real) {
            return Term.literal(floating(real.value()), Kind.DOUBLE, value);
        } else if (value instanceof Value.Decimal decimal) {
            return Term.literal(exact(decimal.value()), Kind.DECIMAL, value);
        } else if (value instanceof Value.Bool bool) {
            return Term.literal(Boolean.toString(bool.value()), Kind.BOOL, value);
        } else if (value instanceof Value.Text text) {
            return Term.literal(Names.literal(decoded(text.utf8())) + "::text", Kind.TEXT, value);
        } else if (value instanceof Value.Bytes bytes) {
            String hex = HexFormat.of().formatHex(bytes.value());
            return Term.literal("'\\x%s'::bytea".formatted(hex), Kind.BYTES, value);
        }
        throw new Untranslatable("a literal that SQLite does not have");
    }

    static String whole(long value) {
        if (value == Long.MIN_VALUE) {
            return "'%d'::bigint".formatted(value);
        }
        return value < 0 ? "(%d)".formatted(value) : Long.toString(value);
    }

    static String exact(BigDecimal value) {
        return "'%s'::numeric".formatted(value.toPlainString());
    }

    static String floating(double value) throws Untranslatable {
        if (Double.isNaN(value)) {
            throw new Untranslatable("SQLite has no NaN");
        }
        return "'%s'::double precision".formatted(value);
    }

    /** The decimal with the fewest digits that is read as {@code value}: what the author of the literal wrote. */
    static BigDecimal shortest(double value) {
        BigDecimal binary = new BigDecimal(value);
        for (int digits = 1; digits < DIGITS_OF_A_DOUBLE; digits++) {
            BigDecimal rounded = binary.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return binary.round(new MathContext(DIGITS_OF_A_DOUBLE));
    }

    static String decoded(byte[] utf8) throws Untranslatable {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new Untranslatable("a text with a NUL character");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new Untranslatable("a text that is no valid UTF-8");
        }
    }
}
