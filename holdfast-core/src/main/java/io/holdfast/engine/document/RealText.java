package io.holdfast.engine.document;

import java.util.regex.Pattern;

/** The double that a text is: the nearest one, as everywhere where JSON is read. */
final class RealText {
    private static final Pattern FINITE = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern ZERO = Pattern.compile("-?[0.]+([eE].*)?");

    private RealText() {}

    /** Never infinite or NaN, and zero only where zero is written; else {@link IllegalArgumentException}. */
    static double of(String text) {
        if (!FINITE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a number");
        }
        double real = Double.parseDouble(text);
        if (Double.isInfinite(real) || (real == 0 && !ZERO.matcher(text).matches())) {
            throw new IllegalArgumentException("out of range");
        }
        return real;
    }

    /** As {@link #of}, or one of the words of {@code $numberDouble}. */
    static double orWord(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> of(text);
        };
    }
}
