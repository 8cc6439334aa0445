package io.holdfast.routing;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Set;

/**
 * The id of a user as a token or a request gives it, checked and without a prefix. Whatever it looks like, it stays raw:
 * {@code internal_x} as the public name of an external user becomes {@code external_internal_x}.
 *
 * <p>It is compared byte for byte and never changed: two subjects of an issuer must not become one user. What would invite
 * confusion is refused instead: text that is not in Unicode's form NFC, controls, ends of lines, and what reverses the
 * direction of writing (<a href="https://www.unicode.org/reports/tr36/">Unicode TR 36</a>).
 *
 * @param value the id
 */
public record RawId(String value) {
    /** In bytes of UTF-8: with a prefix it is as long as the longest id that every engine can keep. */
    static final int LONGEST = 1024 - 9;

    /** Bidi_Control of the Unicode Character Database. */
    private static final Set<Integer> DIRECTIONS =
            Set.of(0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069);

    /**
     * Checks it.
     *
     * @throws HoldfastException of kind DATA if it can be nobody's id; the message shows nothing of it
     */
    public RawId {
        if (value.codePoints().allMatch(RawId::isInvisible)) {
            throw refused("is empty or blank");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw refused("is no valid Unicode");
        }
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw refused("has %d bytes; expected at most %d".formatted(length, LONGEST));
        }
        if (value.codePoints().anyMatch(RawId::isForbidden)) {
            throw refused("holds a control, the end of a line or a change of the direction of writing");
        }
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
            throw refused("is not in Unicode's form NFC");
        }
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    private static boolean isForbidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> DIRECTIONS.contains(c);
        };
    }

    private static HoldfastException refused(String why) {
        return Failure.of(ErrorKind.DATA, "the id of a user " + why)
                .withHint("send the id as it was issued, or another public name")
                .exception();
    }

    /** Shows nothing of it: it may be personal. */
    @Override
    public String toString() {
        return "RawId";
    }
}
