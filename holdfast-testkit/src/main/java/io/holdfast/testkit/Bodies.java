package io.holdfast.testkit;

import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Extended;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Random bodies of documents, with all that makes engines stumble: every kind of value and its extremes, odd characters, odd
 * keys, much nesting. The same random numbers give the same body.
 *
 * <pre>{@code
 * Props.cases(1_000).forAll(Props.random(Bodies::any), body -> assertThat(kept(body)).isEqualTo(body));
 * }</pre>
 */
public final class Bodies {
    private static final int LARGE = 2_000;

    private static final List<String> KEYS = List.of(
            "",
            "_id",
            "$set",
            "$oid",
            "$map",
            "$",
            "a.b",
            ".",
            "a",
            "A",
            "0",
            "name",
            "Größe",
            "ключ",
            "\uD83D\uDD10",
            "\"\\/",
            "with blank",
            "e\u0301",
            "\u00e9",
            "__proto__",
            "\u0001",
            "'; --",
            "k".repeat(5_000));

    private static final List<String> PIECES = List.of(
            "",
            "a",
            "Z9",
            " ",
            "\0",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u0080",
            "\"",
            "\\",
            "/",
            "'",
            "\n",
            "\r\n",
            "\t",
            "ß",
            "é",
            "e\u0301",
            "\u05d0\u05d1",
            "\u202e",
            "\u0645\u0631",
            "日本",
            "\u2028",
            "\ufeff",
            "\ufffd",
            "\uffff",
            "\uD83D\uDE00",
            "\uD83D\uDC68\u200D\uD83D\uDC69",
            "\uDBFF\uDFFF",
            "null",
            "{\"$oid\":1}",
            "%s",
            "$1",
            "?",
            "x".repeat(300));

    private static final List<Number> NUMBERS = List.of(
            0,
            -1,
            5,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            0L,
            5L,
            1L << 31,
            -1L << 40,
            (1L << 53) + 1,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0.0,
            -0.0,
            5.0,
            0.1,
            1e-6,
            9.99e-7,
            1e15,
            Math.nextDown(1e15),
            Double.parseDouble("1e23"),
            Math.PI,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            1.1f,
            (short) 7,
            (byte) -7);

    private static final List<Instant> MOMENTS = List.of(
            Instant.EPOCH,
            Instant.ofEpochMilli(-1),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Instant.parse("9999-12-31T23:59:59.999Z"),
            Instant.ofEpochMilli(253_402_300_800_000L),
            Instant.ofEpochMilli(Long.MAX_VALUE),
            Instant.ofEpochMilli(Long.MIN_VALUE));

    private static final List<Extended> OTHERS = List.of(
            Extended.Marker.MIN_KEY,
            Extended.Marker.MAX_KEY,
            Extended.Marker.UNDEFINED,
            new Extended.Decimal("NaN"),
            new Extended.Decimal("-Infinity"),
            new Extended.Decimal("-0"),
            new Extended.Decimal("0E+6111"),
            new Extended.Decimal("1.00"),
            new Extended.Decimal("9.999999999999999999999999999999999E+6144"),
            new Extended.Decimal("1E-6176"),
            new Extended.Timestamp(-1, -1),
            new Extended.Timestamp(1, 0),
            new Extended.Binary(255, new byte[0]),
            new Extended.Binary(2, new byte[] {1, 2, 3}));

    private final Random random;

    private Bodies(Random random) {
        this.random = random;
    }

    /** A body that is mostly small, at times empty or nested as deep as can be, and at times has {@value #LARGE} values. */
    public static Body any(Random random) {
        return switch (random.nextInt(40)) {
            case 0 -> of(random, LARGE);
            case 1, 2 -> deep(random);
            case 3 -> Body.empty();
            default -> of(random, 1 + random.nextInt(12));
        };
    }

    /** A body with about {@code values} values. */
    public static Body of(Random random, int values) {
        return Body.of(new Bodies(random).map(values, 1));
    }

    /** A body of {@link Body#MOST_LEVELS} levels: maps, lists and scopes of codes. */
    public static Body deep(Random random) {
        Bodies bodies = new Bodies(random);
        Object value = bodies.text();
        for (int level = 1; level < Body.MOST_LEVELS; level++) {
            value = switch (random.nextInt(3)) {
                case 0 -> Collections.singletonList(value);
                case 1 -> new Extended.Code(bodies.text(), Body.of(Collections.singletonMap(bodies.key(), value)));
                default -> Collections.singletonMap(bodies.key(), value);
            };
        }
        return Body.of(Collections.singletonMap(bodies.key(), value));
    }

    /** An equal body, whose keys come in another order on all its levels. */
    public static Body reordered(Random random, Body body) {
        return Body.of(new Bodies(random).reordered(body.fields()));
    }

    private Map<String, @Nullable Object> reordered(Map<?, ?> fields) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(fields.entrySet());
        Collections.shuffle(entries, random);
        Map<String, @Nullable Object> reordered = new LinkedHashMap<>();
        entries.forEach(each -> reordered.put((String) each.getKey(), reordered(each.getValue())));
        return reordered;
    }

    private @Nullable Object reordered(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return reordered(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(each -> elements.add(reordered(each)));
            return elements;
        }
        if (value instanceof Extended.Code code) {
            Body scope = code.scope();
            return scope == null ? code : new Extended.Code(code.code(), Body.of(reordered(scope.fields())));
        }
        return value;
    }

    private Map<String, @Nullable Object> map(int values, int level) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int left = values; left > 0; ) {
            int taken = 1 + random.nextInt(left);
            map.put(key(), value(taken, level));
            left -= taken;
        }
        return map;
    }

    private @Nullable Object value(int values, int level) {
        if (level + 1 >= Body.MOST_LEVELS || values == 1) {
            return scalar();
        }
        if (random.nextInt(10) == 0) {
            return new Extended.Code(text(), Body.of(map(values - 1, level + 1)));
        }
        if (random.nextBoolean()) {
            return map(values - 1, level + 1);
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (int left = values - 1; left > 0; ) {
            int taken = 1 + random.nextInt(Math.min(left, 10));
            list.add(value(taken, level + 1));
            left -= taken;
        }
        return list;
    }

    private String key() {
        return random.nextInt(3) > 0 ? any(KEYS) : text().replace("\0", "");
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(any(PIECES));
        }
        return text.toString();
    }

    private @Nullable Object scalar() {
        return switch (random.nextInt(16)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> any(NUMBERS);
            case 3 -> random.nextInt() >> random.nextInt(32);
            case 4 -> random.nextLong() >> random.nextInt(64);
            case 5 -> Double.longBitsToDouble(random.nextLong());
            case 6 -> random.nextInt() / 1000.0;
            case 7, 8 -> text();
            case 9 -> any(MOMENTS);
            case 10 -> Instant.ofEpochMilli(random.nextLong() >> 20);
            case 11 -> bytes(random.nextInt(40));
            case 12 -> new UUID(random.nextLong(), random.nextLong());
            case 13 -> new BigDecimal(new BigInteger(112, random), random.nextInt(12_000) - 5_900);
            case 14 -> any(OTHERS);
            default -> extended();
        };
    }

    private Extended extended() {
        Extended.ObjectId id = new Extended.ObjectId("%024x".formatted(new BigInteger(96, random)));
        return switch (random.nextInt(6)) {
            case 0 -> new Extended.Regex(text().replace("\0", ""), any(List.of("", "i", "xmi", "msix")));
            case 1 -> new Extended.Code(text(), random.nextBoolean() ? null : Body.empty());
            case 2 -> new Extended.Symbol(text());
            case 3 -> new Extended.DbPointer("db." + text(), id);
            case 4 -> new Extended.Binary(random.nextInt(256), bytes(random.nextInt(40)));
            default -> id;
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private <A> A any(List<A> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
