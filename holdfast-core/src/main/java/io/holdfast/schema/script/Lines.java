package io.holdfast.schema.script;

/** Numbers the lines of a text from front to back; a line ends with a line feed, a carriage return, or both. */
final class Lines {
    private final CharSequence text;
    private int line = 1;
    private int at;

    Lines(CharSequence text) {
        this.text = text;
    }

    /** The line of {@code place}, which is not before one that was asked for earlier. */
    int of(int place) {
        int end = Math.min(place, text.length());
        for (; at < end; at++) {
            char c = text.charAt(at);
            boolean pair = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            if (c == '\n' || (c == '\r' && !pair)) {
                line++;
            }
        }
        return line;
    }
}
