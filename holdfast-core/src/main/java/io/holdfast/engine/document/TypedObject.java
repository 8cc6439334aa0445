package io.holdfast.engine.document;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.HoldfastException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of Extended JSON with a key that begins with a dollar sign: what it stands for. */
final class TypedObject {
    private static final long MOST_UNSIGNED = 0xFFFF_FFFFL;

    private final Map<String, @Nullable Object> members;
    private final FieldPath path;

    /** The object with {@code members}, which have become what they stand for already. */
    TypedObject(Map<String, @Nullable Object> members, FieldPath path) {
        this.members = members;
        this.path = path;
    }

    /** What a pointer consists of; nothing by itself. */
    private record Reference(String namespace, Extended.ObjectId id) {}

    /** The value of a body. */
    Object value() {
        try {
            return members.size() == 1 ? single(members.keySet().iterator().next()) : pair();
        } catch (HoldfastException refused) {
            if (refused.kind() == ErrorKind.CORRUPT) {
                throw refused;
            }
            throw Refusal.corrupt(path, "cannot be read: " + refused.failure().sentence());
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw Refusal.corrupt(path, "is not what its key with a dollar sign promises");
        }
    }

    private Object single(String name) {
        return switch (name) {
            case "$numberInt" -> Integer.valueOf(text(name));
            case "$numberLong" -> Long.valueOf(text(name));
            case "$numberDouble" -> RealText.orWord(text(name));
            case "$numberDecimal" -> new Extended.Decimal(text(name));
            case "$date" -> date(members.get(name));
            case "$oid" -> new Extended.ObjectId(text(name));
            case "$binary" -> binary(inner(name, "base64", "subType"));
            case "$timestamp" -> timestamp(inner(name, "t", "i"));
            case "$regularExpression" -> regex(inner(name, "pattern", "options"));
            case "$text" -> decoded(text(name));
            case "$map" -> map(members.get(name));
            default -> old(name);
        };
    }

    private Object old(String name) {
        return switch (name) {
            case "$code" -> new Extended.Code(text(name), null);
            case "$symbol" -> new Extended.Symbol(text(name));
            case "$dbPointer" -> pointer(members.get(name));
            case "$minKey" -> marker(Extended.Marker.MIN_KEY, name, 1);
            case "$maxKey" -> marker(Extended.Marker.MAX_KEY, name, 1);
            case "$undefined" -> marker(Extended.Marker.UNDEFINED, name, true);
            default -> throw unknown();
        };
    }

    private Object pair() {
        if (members.keySet().equals(Set.of("$code", "$scope"))) {
            if (!(members.get("$scope") instanceof Map<?, ?> scope)) {
                throw malformed();
            }
            return new Extended.Code(text("$code"), BodyReader.checked(BodyReader.read(scope), path));
        }
        if (members.keySet().equals(Set.of("$ref", "$id")) && members.get("$id") instanceof Extended.ObjectId id) {
            return new Reference(text("$ref"), id);
        }
        throw unknown();
    }

    private HoldfastException unknown() {
        return Refusal.corrupt(
                path, "is an object with keys that begin with a dollar sign, of a form that is not known");
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("malformed");
    }

    private String text(String name) {
        return text(members.get(name));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw malformed();
    }

    private Map<?, ?> inner(String name, String first, String second) {
        if (members.get(name) instanceof Map<?, ?> inner && inner.keySet().equals(Set.of(first, second))) {
            return inner;
        }
        throw malformed();
    }

    private Extended marker(Extended.Marker marker, String name, Object expected) {
        if (expected.equals(members.get(name))) {
            return marker;
        }
        throw malformed();
    }

    private static Instant date(@Nullable Object value) {
        Instant instant = value instanceof Long millis ? Instant.ofEpochMilli(millis) : Instant.parse(text(value));
        if (!instant.equals(instant.truncatedTo(ChronoUnit.MILLIS))) {
            throw malformed();
        }
        return instant;
    }

    private static Extended binary(Map<?, ?> inner) {
        String subtype = text(inner.get("subType"));
        if (!subtype.matches("[0-9a-fA-F]{1,2}")) {
            throw malformed();
        }
        return new Extended.Binary(
                Integer.parseInt(subtype, 16), Base64.getDecoder().decode(text(inner.get("base64"))));
    }

    private static Extended timestamp(Map<?, ?> inner) {
        return new Extended.Timestamp(unsigned(inner.get("t")), unsigned(inner.get("i")));
    }

    private static int unsigned(@Nullable Object value) {
        if ((value instanceof Integer || value instanceof Long) && value instanceof Number number) {
            long whole = number.longValue();
            if (whole >= 0 && whole <= MOST_UNSIGNED) {
                return (int) whole;
            }
        }
        throw malformed();
    }

    private static Extended regex(Map<?, ?> inner) {
        return new Extended.Regex(text(inner.get("pattern")), text(inner.get("options")));
    }

    private static Extended pointer(@Nullable Object value) {
        if (value instanceof Reference reference) {
            return new Extended.DbPointer(reference.namespace(), reference.id());
        }
        throw malformed();
    }

    private static String decoded(String base64) {
        ByteBuffer utf8 = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed();
        }
    }

    private Map<String, @Nullable Object> map(@Nullable Object value) {
        if (!(value instanceof List<?> pairs)) {
            throw malformed();
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Object each : pairs) {
            if (!(each instanceof List<?> pair) || pair.size() != 2) {
                throw malformed();
            }
            String key = text(pair.get(0));
            if (map.containsKey(key)) {
                path.into(key);
                throw Refusal.corrupt(path, "stands twice");
            }
            map.put(key, pair.get(1));
        }
        return map;
    }
}
