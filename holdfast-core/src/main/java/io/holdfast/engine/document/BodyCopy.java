package io.holdfast.engine.document;

import io.holdfast.error.HoldfastException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One deep copy of a caller's maps and lists, checked on the way. Levels and bytes are counted before anything is copied, so
 * that a map that holds itself ends at the limit of levels, and lists that hold the same list again and again at that of bytes.
 */
final class BodyCopy {
    private static final int MOST_AT_FIRST = 1_000; // lists may say that they are longer than they are

    private final FieldPath path;
    private final boolean taking;
    private long bytes;
    private int deepest;

    private BodyCopy(FieldPath path, boolean taking) {
        this.path = path;
        this.taking = taking;
    }

    static Body of(Map<?, ?> fields) {
        return new BodyCopy(new FieldPath("the body"), false).body(fields);
    }

    /** The same of maps and lists that nobody else has: they are checked, and not copied. */
    static Body taking(Map<String, @Nullable Object> fields) {
        return new BodyCopy(new FieldPath("the body"), true).body(fields);
    }

    private Body body(Map<?, ?> fields) {
        Map<String, @Nullable Object> copied = map(fields, 1);
        return new Body(copied, (int) bytes, deepest);
    }

    /** What a body keeps of a value that is neither map nor list. */
    static @Nullable Object scalar(Object value) {
        return new BodyCopy(new FieldPath("the value"), false).kept(value);
    }

    private Map<String, @Nullable Object> map(Map<?, ?> source, int level) {
        reach(level);
        count(BodySize.NO_FIELDS);
        if (taking) {
            return taken(source, level);
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : source.entrySet()) {
            copy.put(key(field.getKey()), value(field, level));
        }
        return Collections.unmodifiableMap(copy);
    }

    @SuppressWarnings("unchecked") // who gives the maps away has made them
    private Map<String, @Nullable Object> taken(Map<?, ?> source, int level) {
        Map<String, @Nullable Object> own = (Map<String, @Nullable Object>) source;
        for (Map.Entry<String, @Nullable Object> field : own.entrySet()) {
            field.setValue(value(field, level));
        }
        return Collections.unmodifiableMap(own);
    }

    private @Nullable Object value(Map.Entry<?, ?> field, int level) {
        String key = key(field.getKey());
        path.into(key);
        count(BodySize.element(key));
        Object value = value(field.getValue(), level);
        path.out();
        return value;
    }

    private List<@Nullable Object> list(List<?> source, int level) {
        reach(level);
        count(BodySize.NO_FIELDS);
        List<@Nullable Object> copy = new ArrayList<>(Math.min(source.size(), MOST_AT_FIRST));
        for (Object element : source) {
            path.into(copy.size());
            count(BodySize.element(copy.size()));
            copy.add(value(element, level));
            path.out();
        }
        return Collections.unmodifiableList(copy);
    }

    private @Nullable Object value(@Nullable Object value, int level) {
        if (value instanceof Map<?, ?> map) {
            return map(map, level + 1);
        }
        if (value instanceof List<?> list) {
            return list(list, level + 1);
        }
        Object kept = kept(value);
        if (kept instanceof Extended.Code code && code.scope() != null) {
            reach(level + code.scope().levels());
        }
        count(BodySize.of(kept));
        return kept;
    }

    private @Nullable Object kept(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Extended) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof String text) {
            if (!Unicode.isWhole(text)) {
                throw Refusal.field(path, "holds half a surrogate pair", "keep such a text as bytes");
            }
            return text;
        }
        if (value instanceof Instant instant) {
            return instant(instant);
        }
        if (value instanceof byte[] plain) {
            return new Extended.Binary(Extended.Binary.PLAIN, plain);
        }
        if (value instanceof UUID uuid) {
            return Extended.Binary.of(uuid);
        }
        throw other(value);
    }

    private Object number(Number value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof Short || value instanceof Byte) {
            return value.intValue();
        }
        if (value instanceof Float) {
            return value.doubleValue();
        }
        if (value instanceof BigDecimal decimal) {
            try {
                return new Extended.Decimal(decimal.toString());
            } catch (HoldfastException refused) {
                throw Refusal.field(
                        path,
                        "cannot be kept: " + refused.failure().sentence(),
                        "round the number, or keep it as a text");
            }
        }
        throw other(value);
    }

    private HoldfastException other(Object value) {
        return Refusal.field(
                path,
                "is of the class " + value.getClass().getName() + ", which bodies do not keep",
                "give one of the classes that Body names");
    }

    private Instant instant(Instant value) {
        try {
            return Instant.ofEpochMilli(value.toEpochMilli());
        } catch (ArithmeticException outOfRange) {
            throw Refusal.field(
                    path,
                    "holds a moment whose milliseconds since 1970 need more than 64 bits",
                    "leave the field out where there is no such moment");
        }
    }

    private String key(@Nullable Object key) {
        if (!(key instanceof String text)) {
            throw Refusal.field(path, "has a key that is not a String", "make every key a String");
        }
        if (Unicode.hasNul(text) || !Unicode.isWhole(text)) {
            throw Refusal.field(
                    path, "has a key with the character U+0000 or half a surrogate pair", "give it another key");
        }
        return text;
    }

    private void reach(int level) {
        deepest = Math.max(deepest, level);
        if (level > Body.MOST_LEVELS) {
            throw Refusal.field(
                    path,
                    "is nested deeper than " + Body.MOST_LEVELS + " levels",
                    "keep less deep what belongs together, or see whether a map or list holds itself");
        }
    }

    private void count(long more) {
        bytes += more;
        if (bytes > Body.MOST_BYTES) {
            throw Refusal.field(
                    path,
                    "makes the body larger than " + Body.MOST_BYTES + " bytes of BSON",
                    "divide it among several documents, or keep its large values elsewhere");
        }
    }
}
