package io.holdfast.sqlite.sql;

import io.holdfast.engine.DataType.Base;
import io.holdfast.engine.Expression;
import io.holdfast.engine.Value;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Literal values as SQLite reads them (<a href="https://sqlite.org/lang_expr.html#literal_values_constants_">its rules</a>). */
final class Literals {
    /** A double is exact in both directions up to this many digits; SQLite may round longer ones its own way. */
    private static final int SAFE_DIGITS = 15;

    private static final Map<String, Expression> KEYWORDS = Map.of(
            "NULL", new Expression.Literal(Value.NULL),
            "TRUE", new Expression.Literal(new Value.Bool(true)),
            "FALSE", new Expression.Literal(new Value.Bool(false)),
            "CURRENT_TIMESTAMP", new Expression.Now(Base.TIMESTAMP),
            "CURRENT_DATE", new Expression.Now(Base.DATE),
            "CURRENT_TIME", new Expression.Now(Base.TIME));

    private Literals() {}

    static boolean isKeyword(Token word) {
        return KEYWORDS.containsKey(word.keyword());
    }

    static Optional<Expression> keyword(Token word) {
        return Optional.ofNullable(KEYWORDS.get(word.keyword()));
    }

    static Expression text(String text) {
        return new Expression.Literal(new Value.Text(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Expression blob(Token token) throws NotUnderstoodException {
        String hex = token.text().substring(2, token.text().length() - 1);
        try {
            return new Expression.Literal(new Value.Bytes(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException e) {
            throw new NotUnderstoodException("a blob that is no hexadecimal");
        }
    }

    /** A number, with the sign before it: only so can the smallest whole number be written. */
    static Expression number(Token token, boolean negative) throws NotUnderstoodException {
        String digits = token.text().replace("_", "").toLowerCase(Locale.ROOT);
        try {
            if (digits.startsWith("0x")) {
                long value = Long.parseUnsignedLong(digits.substring(2), 16);
                return whole(negative ? -value : value);
            }
            if (digits.chars().allMatch(Character::isDigit)) {
                return whole(Long.parseLong(negative ? "-" + digits : digits));
            }
        } catch (NumberFormatException e) {
            throw new NotUnderstoodException("a whole number beyond 64 bits");
        }
        return real(digits, negative);
    }

    private static Expression whole(long value) {
        return new Expression.Literal(new Value.Int(value));
    }

    private static Expression real(String digits, boolean negative) throws NotUnderstoodException {
        String mantissa = digits.replaceAll("e.*", "").replace(".", "").replaceAll("^0+", "");
        if (mantissa.length() > SAFE_DIGITS) {
            throw new NotUnderstoodException("a number with more digits than a double keeps");
        }
        double value = Double.parseDouble(digits);
        return new Expression.Literal(new Value.Real(negative ? -value : value));
    }
}
