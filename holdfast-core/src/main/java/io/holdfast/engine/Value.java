package io.holdfast.engine;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;

/**
 * One stored value, apart from any engine. Arrays in it are the value itself: who gets one does not change it.
 *
 * <p>A reader gives the value as the engine stores it (SQLite: the five storage classes, so only {@link Null},
 * {@link Int}, {@link Real}, {@link Text} and {@link Bytes}); a writer takes the variant that fits the column's
 * {@link DataType}.
 */
public sealed interface Value {
    /** No value. */
    Value NULL = new Null();

    /** No value. */
    record Null() implements Value {}

    /** A whole number. */
    record Int(long value) implements Value {}

    /** A binary floating-point number. */
    record Real(double value) implements Value {}

    /** An exact decimal number. */
    record Decimal(BigDecimal value) implements Value {}

    /** True or false. */
    record Bool(boolean value) implements Value {}

    /** Text, as its bytes in UTF-8; a SQLite file may hold bytes that are no valid UTF-8. */
    record Text(byte[] utf8) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Text that && Arrays.equals(utf8, that.utf8);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(utf8);
        }

        @Override
        public String toString() {
            return "Text[" + utf8.length + " bytes]";
        }
    }

    /** Bytes without a meaning known to the engine. */
    record Bytes(byte[] value) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Bytes[" + value.length + " bytes]";
        }
    }

    /** A calendar day, as days since 1970-01-01. */
    record Date(int epochDay) implements Value {}

    /** A time of day, as microseconds since midnight. */
    record Time(long micros) implements Value {}

    /** A date and time without a zone, as microseconds since 1970-01-01T00:00 of that clock. */
    record Timestamp(long micros) implements Value {}

    /** A point in time, as microseconds since 1970-01-01T00:00Z. */
    record Instant(long micros) implements Value {}

    /** A JSON document, as its text in UTF-8. */
    record Json(byte[] utf8) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Json that && Arrays.equals(utf8, that.utf8);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(utf8);
        }

        @Override
        public String toString() {
            return "Json[" + utf8.length + " bytes]";
        }
    }

    /** A universally unique identifier. */
    record Uuid(UUID value) implements Value {}
}
