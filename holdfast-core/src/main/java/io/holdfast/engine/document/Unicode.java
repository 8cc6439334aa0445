package io.holdfast.engine.document;

/** Whether texts can be kept by every engine, and how long they are in UTF-8. */
final class Unicode {
    private Unicode() {}

    /** Refuses a text with half a surrogate pair: it has no form in UTF-8. */
    static void requireWhole(String text, String what) {
        if (!isWhole(text)) {
            throw Refusal.value(what + " holds half a surrogate pair");
        }
    }

    /** Refuses a text that BSON cannot keep where it ends texts with a zero. */
    static void requireKey(String text, String what) {
        requireWhole(text, what);
        if (hasNul(text)) {
            throw Refusal.value(what + " holds the character U+0000");
        }
    }

    static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The number of bytes of a whole text in UTF-8: each half of a surrogate pair counts for two of its four. */
    static long bytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
