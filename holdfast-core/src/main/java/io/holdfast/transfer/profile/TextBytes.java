package io.holdfast.transfer.profile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the bytes of a stored text are. */
public final class TextBytes {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private TextBytes() {}

    /** Whether {@code bytes} are valid UTF-8. */
    public static boolean isUtf8(byte[] bytes) {
        int ascii = 0;
        while (ascii < bytes.length && bytes[ascii] >= 0) {
            ascii++;
        }
        return ascii == bytes.length || decode(bytes, StandardCharsets.UTF_8).isPresent();
    }

    /** Whether {@code bytes} contain NUL, which PostgreSQL's text cannot hold. */
    public static boolean hasNul(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@code bytes} read as windows-1252, the encoding of most text that old programs stored as it came; empty where
     * they hold a byte that it does not know, or control characters that no text has.
     */
    public static Optional<String> asWindows1252(byte[] bytes) {
        return decode(bytes, WINDOWS_1252)
                .map(CharBuffer::toString)
                .filter(text -> text.chars().noneMatch(TextBytes::isControl));
    }

    private static boolean isControl(int character) {
        boolean layout = character == '\t' || character == '\n' || character == '\r';
        return Character.isISOControl(character) && !layout;
    }

    private static Optional<CharBuffer> decode(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes)));
        } catch (CharacterCodingException notInThisEncoding) {
            return Optional.empty();
        }
    }
}
