package io.holdfast.engine.document;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many bytes values need in BSON (<a href="https://bsonspec.org/spec.html">its grammar</a>, version 1.1). */
final class BodySize {
    /** A document or list without elements: its length, and the zero that ends it. */
    static final int NO_FIELDS = 5;

    private static final int LENGTH = 4;
    private static final int END = 1;
    private static final int TYPE = 1;
    private static final int OBJECT_ID = 12;
    private static final int TEN = 10;

    /** The subtype whose bytes begin with their length once more. */
    private static final int OLD_BINARY = 2;

    private BodySize() {}

    /** What comes before the value of an element: its type, and its key with the zero that ends it. */
    static long element(String key) {
        return TYPE + Unicode.bytes(key) + END;
    }

    /** What comes before the element of a list at {@code place}: its key is that number. */
    static long element(int place) {
        int digits = 1;
        for (int rest = place; rest >= TEN; rest /= TEN) {
            digits++;
        }
        return (long) TYPE + digits + END;
    }

    /** A value that is neither map nor list, as a body holds it. */
    static long of(@Nullable Object scalar) {
        if (scalar == null) {
            return 0;
        }
        if (scalar instanceof Boolean) {
            return 1;
        }
        if (scalar instanceof Integer) {
            return 4;
        }
        if (scalar instanceof Long || scalar instanceof Double || scalar instanceof Instant) {
            return 8;
        }
        return scalar instanceof String text ? string(text) : extended((Extended) scalar);
    }

    private static long extended(Extended value) {
        if (value instanceof Extended.Binary binary) {
            return LENGTH + 1L + (binary.subtype() == OLD_BINARY ? LENGTH : 0) + binary.length();
        }
        if (value instanceof Extended.ObjectId) {
            return OBJECT_ID;
        }
        if (value instanceof Extended.Decimal) {
            return 16;
        }
        if (value instanceof Extended.Timestamp) {
            return 8;
        }
        if (value instanceof Extended.Regex regex) {
            return Unicode.bytes(regex.pattern()) + END + Unicode.bytes(regex.options()) + END;
        }
        if (value instanceof Extended.Code code) {
            Body scope = code.scope();
            return string(code.code()) + (scope == null ? 0 : LENGTH + scope.bytes());
        }
        if (value instanceof Extended.Symbol symbol) {
            return string(symbol.name());
        }
        return value instanceof Extended.DbPointer pointer ? string(pointer.namespace()) + OBJECT_ID : 0;
    }

    private static long string(String text) {
        return LENGTH + Unicode.bytes(text) + END;
    }
}
