package io.holdfast.transfer.profile;

/** What can be said of a stored value. A value has exactly one of the first five, and any of the others. */
public enum Trait {
    /** No value. */
    NULL("null"),
    /** A whole number. */
    INT("a whole number"),
    /** A floating-point number. */
    REAL("a floating-point number"),
    /** A text. */
    TEXT("a text"),
    /** Bytes. */
    BYTES("bytes"),
    /** A whole number other than 0 and 1. */
    INT_BEYOND_BOOLEAN("neither 0 nor 1"),
    /** A whole number that a 64-bit floating-point number cannot hold exactly. */
    INT_BEYOND_DOUBLE("a whole number beyond 2^53"),
    /** An infinity or negative zero, which have no decimal form. */
    REAL_WITHOUT_DECIMAL("an infinity or negative zero"),
    /** A text with a NUL character inside. */
    TEXT_WITH_NUL("a text with a NUL character"),
    /** A text whose bytes are no valid UTF-8. */
    TEXT_NOT_UTF8("a text that is not UTF-8"),
    /** Of those, one that reads as windows-1252. */
    TEXT_WINDOWS_1252("a text in windows-1252"),
    /** Of those, one that does not. */
    TEXT_UNKNOWN_BYTES("a text in no known encoding"),
    /** A day. Counted in columns declared as dates or times, like the next four. */
    TEXT_DATE("a date"),
    /** A day and a time. */
    TEXT_DATE_TIME("a date with time"),
    /** A day and a time with an offset from UTC. */
    TEXT_DATE_TIME_OFFSET("a date with time and offset"),
    /** A time of day. */
    TEXT_TIME("a time"),
    /** None of them. */
    TEXT_NOT_DATE("no date or time that exists"),
    /** A JSON document that jsonb holds. Counted in columns declared as JSON, like the next. */
    TEXT_JSON("a JSON document"),
    /** None. */
    TEXT_NOT_JSON("no JSON document that jsonb can hold"),
    /** A UUID in its canonical spelling. Counted in columns declared as UUID, like the next. */
    TEXT_UUID("a UUID"),
    /** None. */
    TEXT_NOT_UUID("no UUID in canonical spelling"),
    /** A word for true or false. Counted in columns declared as boolean, like the next. */
    TEXT_BOOLEAN("a word for true or false"),
    /** None. */
    TEXT_NOT_BOOLEAN("no word for true or false"),
    /** A text that looks like a number. */
    TEXT_LIKE_NUMBER("a text that looks like a number");

    private final String words;

    Trait(String words) {
        this.words = words;
    }

    /** The trait in words, for {@code N values are …}. */
    public String words() {
        return words;
    }
}
