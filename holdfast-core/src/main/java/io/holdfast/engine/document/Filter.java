package io.holdfast.engine.document;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which living documents are meant: those in which each of some fields has a certain value.
 *
 * @param equal the values, by the paths of their fields; all documents for none. A number is the same whether it is kept as
 *     a whole or a floating one; a field that holds a list is not equal to what the list holds
 */
public record Filter(Map<Field, Object> equal) {
    /** All documents. */
    public static final Filter ALL = new Filter(Map.of());

    /**
     * Keeps a copy.
     *
     * @throws io.holdfast.error.HoldfastException if one of the values is none that can be looked for
     */
    public Filter {
        equal = Map.copyOf(equal);
        equal.values().forEach(BodyText::encodings);
    }

    /** A copy for those alone whose field at {@code path} equals {@code value}. */
    public Filter and(String path, Object value) {
        Map<Field, Object> more = new LinkedHashMap<>(equal);
        more.put(Field.of(path), value);
        return new Filter(more);
    }

    /** Tells nothing of the values. */
    @Override
    public String toString() {
        return "Filter" + equal.keySet();
    }
}
