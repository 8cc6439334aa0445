package io.holdfast.engine.document;

import java.util.List;

/**
 * A body as one JSON text: the form in which PostgreSQL ({@code jsonb}) and SQLite keep it. It loses nothing, although
 * {@code jsonb} forgets the order of keys and refuses U+0000, and JSON knows fewer types than a body.
 *
 * <p>It is MongoDB's <a href="https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/">Extended JSON</a>, version 2,
 * as plain as loses nothing:
 *
 * <ul>
 *   <li>An Integer is plain, and so is a Long that an Integer cannot be; any other Long is {@code {"$numberLong":"5"}}.
 *   <li>A Double is plain, with a decimal point and without an exponent, if it is 0.0 or its amount is at least 0.000001 and
 *       less than 1,000,000,000,000,000; any other one is {@code {"$numberDouble":"1.0E20"}}, and so is -0.0.
 *   <li>An Instant is {@code {"$date":"2024-05-01T12:00:00.250Z"}} in the years 1970 to 9999, else
 *       {@code {"$date":{"$numberLong":"-1"}}}.
 *   <li>Each {@link Extended} is the object that Extended JSON has for it.
 * </ul>
 *
 * <p>Two forms are our own. A map of which a key begins with {@code $} is {@code {"$map":[["$key",value],…]}}, and a text with
 * U+0000 is {@code {"$text":"…"}}: its UTF-8 in Base64.
 *
 * <p>Equal bodies whose keys have the same order have the same text.
 */
public final class BodyText {
    private BodyText() {}

    /** The text of {@code body}, with the keys in its order. */
    public static String write(Body body) {
        return BodyWriter.text(body.fields());
    }

    /**
     * The body that {@code text} is: as {@link #write} wrote it, or as {@code jsonb} gives that back, or in the canonical form of
     * Extended JSON, which has objects such as {@code {"$numberInt":"5"}} for plain numbers, too.
     *
     * @throws io.holdfast.error.CorruptionException if it is none: no JSON, or something behind it, an object of a form that is
     *     not known, a key that stands twice, a number out of range, more levels or bytes than a body has. It tells the path,
     *     never the content.
     */
    public static Body read(String text) {
        return BodyReader.body(text);
    }

    /**
     * All texts under which a value may be kept that MongoDB takes for equal to {@code scalar}, to look for it in an indexed
     * field. A whole number is equal to itself as Integer, Long and Double, and 0.0 to -0.0; anything else has one text.
     * {@link Extended.Decimal}s are not among them, though MongoDB compares them with the other numbers, too: one number has up
     * to 34 spellings as a decimal.
     *
     * @throws io.holdfast.error.RejectedException of kind {@code DATA} if {@code scalar} is neither a number but a decimal, nor a
     *     String, Boolean, {@link java.time.Instant}, {@link Extended.ObjectId}, UUID, {@code byte[]} or {@link Extended.Binary}
     */
    public static List<String> encodings(Object scalar) {
        return Encodings.of(scalar);
    }
}
