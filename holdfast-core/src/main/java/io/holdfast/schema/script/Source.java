package io.holdfast.schema.script;

import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import io.holdfast.error.HoldfastException;
import java.util.Locale;

/**
 * The text of a script, and its name for those who have to correct it.
 *
 * @param name what the file is called
 */
record Source(String name, CharSequence text) {
    /** What {@link #at} says behind the end; a script has no such character. */
    static final char NOTHING = '\0';

    int length() {
        return text.length();
    }

    /** The character at {@code place}, {@link #NOTHING} behind the end. */
    char at(int place) {
        return place < text.length() ? text.charAt(place) : NOTHING;
    }

    /** Whether these two stand at {@code place}. */
    boolean has(int place, char first, char second) {
        return at(place) == first && at(place + 1) == second;
    }

    String slice(int from, int to) {
        return text.subSequence(from, to).toString();
    }

    /** The place of the line feed that ends the line of {@code place}, or the end. */
    int lineEnd(int place) {
        int end = place;
        while (end < length() && at(end) != '\n') {
            end++;
        }
        return end;
    }

    /** What is thrown for {@code problem} at {@code place}. */
    HoldfastException refusal(int place, String problem, String hint) {
        int line = new Lines(text).of(place);
        return Failure.of(ErrorKind.MIGRATION, String.format(Locale.ROOT, "%s:%d: %s", name, line, problem))
                .withHint(hint)
                .exception();
    }
}
