package io.holdfast.engine.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a document holds, apart from any engine: fields with names, in an order, that may hold lists and further fields. It
 * never changes, and may be shared by threads.
 *
 * <p>A value is one of these; in brackets, what is kept of it:
 *
 * <ul>
 *   <li>null, {@link Boolean}, {@link String}, {@link Integer} ({@link Short} and {@link Byte}, too), {@link Long} and
 *       {@link Double} ({@link Float}, too);
 *   <li>{@link java.time.Instant} (its whole milliseconds: no engine of documents keeps more);
 *   <li>{@link List}, and {@link Map} with Strings as keys (copied, unmodifiable);
 *   <li>{@code byte[]} and {@link java.util.UUID} ({@link Extended.Binary} of subtype 0 and 4);
 *   <li>{@link java.math.BigDecimal} ({@link Extended.Decimal});
 *   <li>any {@link Extended}.
 * </ul>
 *
 * <p>Bodies are equal if they hold equal values under the same keys. The order of fields does not count for that, the order of
 * lists does; an Integer is not equal to a Long, nor 0.0 to -0.0.
 */
public final class Body {
    /**
     * The most bytes of BSON that a body may need: the 16 MiB of MongoDB's limit, without 64 KiB that are left to what an
     * engine keeps beside the body.
     */
    public static final int MOST_BYTES = 16 * 1024 * 1024 - 64 * 1024;

    /**
     * The most levels of a body: the body itself is one, and each map, list or scope of a code within another is one more.
     * MongoDB's servers take 100, of which some are left to what is kept beside the body.
     */
    public static final int MOST_LEVELS = 90;

    private static final Body EMPTY = new Body(Map.of(), BodySize.NO_FIELDS, 1);

    private final Map<String, @Nullable Object> fields;
    private final int bytes;
    private final int levels;

    /** A body of what was copied and checked. */
    Body(Map<String, @Nullable Object> fields, int bytes, int levels) {
        this.fields = fields;
        this.bytes = bytes;
        this.levels = levels;
    }

    /**
     * A body with a deep copy of {@code fields}.
     *
     * @throws io.holdfast.error.RejectedException of kind {@code DATA} if something in them cannot be kept: a value of another
     *     class, a key that is no String or holds U+0000, half a surrogate pair, a decimal that does not fit, more than
     *     {@link #MOST_LEVELS} levels or {@link #MOST_BYTES} bytes. It tells the path, never the value.
     */
    public static Body of(Map<String, ? extends @Nullable Object> fields) {
        return BodyCopy.of(fields);
    }

    /** The body without fields. */
    public static Body empty() {
        return EMPTY;
    }

    /** The fields in their order, unmodifiable, and so are the maps and lists in them. */
    public Map<String, @Nullable Object> fields() {
        return fields;
    }

    /**
     * What is held at {@code path}: keys with dots between them, each but the first looked for in the map under the one before
     * it. Empty where there is nothing, or null. Keys that hold a dot are reached with {@link #at(List)}.
     */
    public Optional<Object> at(String path) {
        return at(List.of(path.split("\\.", -1)));
    }

    /** What is held under the keys of {@code path}, one map within the other; empty where there is nothing, or null. */
    public Optional<Object> at(List<String> path) {
        Object value = fields;
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return Optional.ofNullable(value);
    }

    /**
     * A copy that holds {@code value} under {@code key}, which may hold dots: in the place of what was there, or as its last
     * field.
     *
     * @throws io.holdfast.error.RejectedException as {@link #of} does
     */
    public Body with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
        changed.put(key, value);
        return of(changed);
    }

    /** The size in bytes that this body has in BSON (<a href="https://bsonspec.org">bsonspec.org</a>, version 1.1). */
    public int bytes() {
        return bytes;
    }

    /** How many levels it has; 1 if it holds no map, list or scope. */
    int levels() {
        return levels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body that && bytes == that.bytes && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** How many fields and bytes it has, and nothing of what it holds: that may be personal. */
    @Override
    public String toString() {
        return "Body[" + fields.size() + " fields, " + bytes + " bytes]";
    }
}
