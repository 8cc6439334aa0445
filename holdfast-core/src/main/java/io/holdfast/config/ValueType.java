package io.holdfast.config;

import io.holdfast.config.tree.Problems;
import java.util.Map;
import java.util.function.Function;

/**
 * A kind of value: how it is written, read and described.
 *
 * @param word its name in the reference
 * @param expected what is expected, in a problem
 * @param reader reads a text
 * @param writer writes a value so that it can be read again; never a secret
 * @param schema its JSON Schema
 * @param exposure whether its texts may be shown
 */
record ValueType<T>(
        String word,
        String expected,
        Reader<T> reader,
        Function<T, String> writer,
        Map<String, Object> schema,
        Exposure exposure) {

    /** Whether a text may be shown to people. */
    enum Exposure {
        OPEN,
        SECRET
    }

    /** Reads one text. */
    interface Reader<T> {
        T read(String text) throws InvalidValue;
    }

    /** A type whose reader says "no" without further reasons. */
    static <T> ValueType<T> of(
            String word, String expected, Reader<T> reader, Function<T, String> writer, Map<String, Object> schema) {
        return new ValueType<>(word, expected, reader, writer, schema, Exposure.OPEN);
    }

    boolean secret() {
        return exposure == Exposure.SECRET;
    }

    T read(String text) throws InvalidValue {
        return reader.read(text);
    }

    /** The problem that {@code text} is not of this type. */
    static InvalidValue refused(String text, String expected) {
        return new InvalidValue(Problems.quoted(text), expected);
    }
}
