package io.holdfast.engine.document;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Under which texts an equal value may be kept. */
final class Encodings {
    /** The least power of two that no long reaches. */
    private static final double BEYOND_LONG = 0x1p63;

    private Encodings() {}

    static List<String> of(Object scalar) {
        Object kept = scalar instanceof Map || scalar instanceof List ? scalar : BodyCopy.scalar(scalar);
        if (kept instanceof Number number) {
            return numbers(number);
        }
        if (kept instanceof String
                || kept instanceof Boolean
                || kept instanceof Instant
                || kept instanceof Extended.ObjectId
                || kept instanceof Extended.Binary) {
            return List.of(BodyWriter.text(kept));
        }
        throw Failure.of(
                        ErrorKind.DATA,
                        "a value of the class " + scalar.getClass().getName() + " cannot be looked for by its text")
                .withHint(
                        "look for a number that is no decimal, a text, a truth value, a moment, an ObjectId, a UUID or bytes")
                .exception();
    }

    private static List<String> numbers(Number number) {
        double real = number.doubleValue();
        long whole = number.longValue();
        List<String> texts = new ArrayList<>();
        if (isLong(number)) {
            if ((int) whole == whole) {
                texts.add(BodyWriter.text((int) whole));
            }
            texts.add(BodyWriter.text(whole));
        }
        if (number instanceof Double || (real < BEYOND_LONG && (long) real == whole)) {
            texts.add(BodyWriter.text(real == 0 ? 0.0 : real));
        }
        if (real == 0) {
            texts.add(BodyWriter.text(-0.0));
        }
        return List.copyOf(texts);
    }

    /** Not for NaN and the infinite ones, for which one of the comparisons fails. */
    private static boolean isLong(Number number) {
        double real = number.doubleValue();
        return !(number instanceof Double) || (real == Math.rint(real) && real >= -BEYOND_LONG && real < BEYOND_LONG);
    }
}
