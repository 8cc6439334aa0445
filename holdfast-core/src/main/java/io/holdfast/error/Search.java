package io.holdfast.error;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text while secrets are looked for in it: as it is, in small letters, and with the places found so far. */
final class Search {
    /** How an unrelated part begins, behind a line that quotes data: a trace, or another field of a server's message. */
    private static final List<String> PARTS = List.of(
            "at ",
            "Caused by: ",
            "Suppressed: ",
            "... ",
            "Detail: ",
            "Hint: ",
            "Position: ",
            "Where: ",
            "Location: ",
            "Server SQLState: ",
            "Query: ");

    private static final Pattern FRAME = Pattern.compile("at [\\w$.@/<>]{3,256}\\(");

    private static final char DOT = Masking.MASK.charAt(0);

    /** The one letter that becomes two when it is made small. */
    private static final char TWO_WHEN_SMALL = '\u0130';

    private final String text;
    private final String small;
    private final BitSet hidden = new BitSet(0);
    private @Nullable BitSet parts;

    Search(String text) {
        this.text = text;
        this.small = text.replace(TWO_WHEN_SMALL, 'I').toLowerCase(Locale.ROOT);
    }

    String text() {
        return text;
    }

    /** The text in small letters, each at its place. */
    String small() {
        return small;
    }

    int length() {
        return text.length();
    }

    /** The character at {@code place}; before and behind the text there is a line end. */
    char at(int place) {
        return place < 0 || place >= text.length() ? '\n' : text.charAt(place);
    }

    /** A matcher that begins at {@code place} and sees what is before it. */
    Matcher matcher(Pattern pattern, int place) {
        return pattern.matcher(text)
                .useTransparentBounds(true)
                .useAnchoringBounds(false)
                .region(Math.min(place, text.length()), text.length());
    }

    /** Takes the characters from {@code from} to {@code to} out; where only a mask stands, it stays. */
    void hide(int from, int to) {
        for (int place = from; place < to; place++) {
            if (text.charAt(place) != DOT) {
                hidden.set(from, to);
                return;
            }
        }
    }

    boolean isHidden(int place) {
        return hidden.get(place);
    }

    /** The text up to {@code end} with masks for what is hidden, not longer than {@code longest}. */
    String masked(int end, int longest) {
        if (hidden.isEmpty()) {
            return text.substring(0, end);
        }
        hidden.clear(end, Math.max(end, hidden.length()));
        var masked = new StringBuilder(end + Masking.MASK.length());
        int at = 0;
        for (int from = hidden.nextSetBit(0); from >= 0; from = hidden.nextSetBit(at)) {
            masked.append(text, at, from);
            at = hidden.nextClearBit(from);
            boolean room = masked.length() + Masking.MASK.length() + end - at <= longest;
            masked.append(room ? Masking.MASK : DOT);
        }
        return masked.append(text, at, end).toString();
    }

    int lineStart(int place) {
        return text.lastIndexOf('\n', place - 1) + 1;
    }

    int lineEnd(int place) {
        int end = text.indexOf('\n', place);
        return end < 0 ? text.length() : end;
    }

    /** The first place from {@code place} on where a blank or a line end stands. */
    int spaceFrom(int place) {
        int end = place;
        while (!isSpace(at(end))) {
            end++;
        }
        return end;
    }

    /** The first place from {@code place} on where no blank stands. */
    int blanksFrom(int place) {
        int end = place;
        while (isBlank(at(end))) {
            end++;
        }
        return end;
    }

    /** The last place of {@code words}, in small letters, that lies between {@code from} and {@code end}, or -1. */
    int last(String words, int from, int end) {
        int place = end - words.length();
        while (place >= from && !small.startsWith(words, place)) {
            place--;
        }
        return place >= from ? place : -1;
    }

    /** Where data ends that is quoted from {@code place} on and may hold line ends: at the next unrelated part. */
    int partEnd(int place) {
        BitSet found = parts;
        if (found == null) {
            found = new BitSet(0);
            for (int line = lineEnd(0); line < text.length(); line = lineEnd(line + 1)) {
                found.set(line, isPart(line + 1));
            }
            parts = found;
        }
        int end = found.nextSetBit(place);
        return end < 0 ? text.length() : end;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private boolean isPart(int line) {
        int from = line;
        while (from - line < 8 && isBlank(at(from))) {
            from++;
        }
        for (String part : PARTS) {
            if (text.startsWith(part, from)) {
                return !part.equals("at ") || matcher(FRAME, from).lookingAt();
            }
        }
        return false;
    }
}
