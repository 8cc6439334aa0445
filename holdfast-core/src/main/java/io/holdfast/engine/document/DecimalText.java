package io.holdfast.engine.document;

import io.holdfast.error.HoldfastException;
import java.math.BigDecimal;
import java.util.Set;

/**
 * The one spelling of a number of decimal128. What does not fit is brought into its range only where that changes nothing but
 * zeros at the end; nothing is ever rounded. The spelling is that of {@link BigDecimal#toString()}, which is the same as the
 * one of BSON's specification (<a
 * href="https://github.com/mongodb/specifications/blob/master/source/bson-decimal128/decimal128.md">BSON Decimal128</a>).
 */
final class DecimalText {
    private static final int DIGITS = 34;
    private static final int LEAST_EXPONENT = -6176;
    private static final int MOST_EXPONENT = 6111;

    /** Any number in the range can be written with fewer characters, even with all its zeros. */
    private static final int LONGEST = 6500;

    private static final Set<String> WORDS = Set.of("NaN", "Infinity", "-Infinity");

    private DecimalText() {}

    static String canonical(String text) {
        if (WORDS.contains(text)) {
            return text;
        }
        if (text.length() > LONGEST) {
            throw doesNotFit();
        }
        String sign = text.startsWith("-") ? "-" : "";
        try {
            return sign + inRange(new BigDecimal(text).abs());
        } catch (NumberFormatException notANumber) {
            throw Refusal.value("a decimal is not a number, or its exponent is out of range");
        } catch (ArithmeticException digitsWouldBeLost) {
            throw doesNotFit();
        }
    }

    private static BigDecimal inRange(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.valueOf(0, Math.max(-MOST_EXPONENT, Math.min(-LEAST_EXPONENT, number.scale())));
        }
        long firstDigit = number.precision() - 1L - number.scale();
        if (firstDigit < LEAST_EXPONENT || firstDigit > MOST_EXPONENT + DIGITS - 1) {
            throw doesNotFit();
        }
        int scale = number.scale() - Math.max(0, number.precision() - DIGITS);
        return number.setScale(Math.max(-MOST_EXPONENT, Math.min(-LEAST_EXPONENT, scale)));
    }

    private static HoldfastException doesNotFit() {
        return Refusal.value("a decimal needs more than 34 digits, or an exponent beyond -6176 to 6111");
    }
}
