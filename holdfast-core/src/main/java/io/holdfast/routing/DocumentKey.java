package io.holdfast.routing;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Which document of which user. Its id begins with the id of its owner, so that it can be seen of every document whose it
 * is: {@code internal_ada} is what is known of Ada, {@code internal_ada/7f3c} one of her analyses. No part holds a slash,
 * so the last one ends the owner's id, whatever is in that.
 *
 * @param owner whose it is
 * @param part tells it from the others of its owner in a collection; empty where there is one only
 */
public record DocumentKey(UserId owner, String part) {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9._:-]{0,64}");
    private static final int LONGEST = 1024;

    /**
     * Checks it.
     *
     * @throws io.holdfast.error.HoldfastException of kind DATA if no document can have it
     */
    public DocumentKey {
        if (!PART.matcher(part).matches()) {
            throw Failure.of(
                            ErrorKind.DATA,
                            "the id of a document within those of its user is not made of up to 64 letters, digits, points,"
                                    + " colons, dashes and underscores")
                    .withHint("a UUID is a good one")
                    .exception();
        }
        int length = text(owner, part).getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw Failure.of(
                            ErrorKind.DATA,
                            "the id of a document has %d bytes with that of its user; expected at most %d"
                                    .formatted(length, LONGEST))
                    .withHint("give the document a shorter id")
                    .exception();
        }
    }

    /** The only one of {@code owner} in its collection. */
    public static DocumentKey of(UserId owner) {
        return new DocumentKey(owner, "");
    }

    /** The id under which it is stored. */
    public String id() {
        return text(owner, part);
    }

    private static String text(UserId owner, String part) {
        return part.isEmpty() ? owner.text() : owner.text() + "/" + part;
    }
}
