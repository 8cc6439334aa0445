package io.holdfast.engine.document;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What ids every engine can keep. */
final class DocumentId {
    /** In bytes of UTF-8. An index of PostgreSQL takes up to about 2,700. */
    static final int LONGEST = 1024;

    private static final Pattern OPERATION = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    private DocumentId() {}

    /**
     * Gives {@code id} back.
     *
     * @throws HoldfastException of kind CONFIGURATION if no document can have it
     */
    static String checked(String id) {
        int length = id.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > LONGEST) {
            throw refused("has %d bytes; expected 1 to %d".formatted(length, LONGEST));
        }
        if (id.indexOf('\0') >= 0) {
            throw refused("holds the character U+0000");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw refused("is no valid Unicode");
        }
        return id;
    }

    private static HoldfastException refused(String why) {
        return Failure.of(ErrorKind.CONFIGURATION, "the id of a document " + why)
                .withHint("give the document another id")
                .exception();
    }

    /**
     * Gives {@code operation} back.
     *
     * @throws HoldfastException of kind CONFIGURATION if no operation can have this id
     */
    static String operation(String operation) {
        if (!OPERATION.matcher(operation).matches()) {
            throw Failure.of(
                            ErrorKind.CONFIGURATION,
                            "the id of an operation is not made of 1 to 100 letters, digits, points, colons, dashes and"
                                    + " underscores")
                    .withHint("a UUID is a good one")
                    .exception();
        }
        return operation;
    }
}
