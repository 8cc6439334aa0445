package io.holdfast.transfer.profile;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words that applications store for true and false. */
public final class BooleanWord {
    private static final Map<String, Boolean> WORDS = Map.of(
            "true", true, "false", false, "t", true, "f", false, "yes", true, "no", false, "0", false, "1", true);

    private BooleanWord() {}

    /** What {@code utf8} says, in lower or upper case; empty where it is none of the words. */
    public static Optional<Boolean> of(byte[] utf8) {
        if (utf8.length > 5) {
            return Optional.empty();
        }
        String word = new String(utf8, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(WORDS.get(word));
    }
}
