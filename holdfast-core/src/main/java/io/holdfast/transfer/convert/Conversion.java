package io.holdfast.transfer.convert;

import io.holdfast.engine.Value;
import java.util.function.UnaryOperator;

/**
 * How the stored values of a column become values of the target. The plan names it; the copy applies it forwards, and
 * the verification, which shares no code with the copy, checks the result.
 */
public enum Conversion {
    /** As it is stored. */
    KEEP("as it is", value -> value),
    /** Whole and floating-point numbers as decimals, by the shortest decimal that gives the same number back. */
    TO_DECIMAL("numbers as exact decimals", Rules::decimal),
    /** Whole numbers up to 2^53 as floating-point numbers. */
    TO_DOUBLE("numbers as floating point", Rules::floating),
    /** 0 and 1, and words for true and false. */
    TO_BOOLEAN("0, 1 and words as true and false", Rules::bool),
    /** Texts that name a day. */
    TO_DATE("text as date", Rules::date),
    /** Texts that name a time of day. */
    TO_TIME("text as time", Rules::time),
    /** Texts that name a date and time; a day alone becomes its midnight. */
    TO_TIMESTAMP("text as timestamp", Rules::timestamp),
    /** Texts that name a date and time with an offset. */
    TO_INSTANT("text as point in time", Rules::instant),
    /** Seconds since 1970-01-01T00:00Z. */
    SECONDS_TO_INSTANT("seconds since 1970 as point in time", value -> Rules.moment(value, 1_000_000)),
    /** Milliseconds since 1970-01-01T00:00Z. */
    MILLIS_TO_INSTANT("milliseconds since 1970 as point in time", value -> Rules.moment(value, 1000)),
    /** JSON texts, and numbers that a JSON column stored as such. */
    TO_JSON("text as JSON", Rules::json),
    /** UUIDs in canonical spelling. */
    TO_UUID("text as UUID", Rules::uuid),
    /** Numbers in decimal, texts as they are; texts that are not UTF-8 are read as windows-1252. */
    TO_TEXT("as text", Rules::text),
    /** Texts and numbers as the bytes of their text, bytes as they are. */
    TO_BYTES("as bytes", Rules::bytes);

    private final String words;
    private final UnaryOperator<Value> rule;

    Conversion(String words, UnaryOperator<Value> rule) {
        this.words = words;
        this.rule = rule;
    }

    /**
     * {@code value} in its new form; null stays null.
     *
     * @throws IllegalArgumentException if it does not fit; the plan chose this conversion because all values do
     */
    public Value apply(Value value) {
        return value instanceof Value.Null ? value : rule.apply(value);
    }

    /** The conversion in words, for the plan. */
    public String words() {
        return words;
    }
}
