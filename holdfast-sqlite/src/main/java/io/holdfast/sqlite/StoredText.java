package io.holdfast.sqlite;

import java.io.ByteArrayOutputStream;

/**
 * Turns the bytes of a stored text into UTF-8. A database holds all its texts in one encoding; what is no valid text
 * there must not become valid here, or a damaged value would look sound.
 */
enum StoredText {
    /** Stored as UTF-8 already: the bytes as they are, valid or not. */
    UTF_8 {
        @Override
        byte[] utf8(byte[] stored) {
            return stored;
        }
    },
    /** Two bytes to a unit, the low one first. */
    UTF_16LE {
        @Override
        byte[] utf8(byte[] stored) {
            return fromUnits(stored, 0, 1);
        }
    },
    /** Two bytes to a unit, the high one first. */
    UTF_16BE {
        @Override
        byte[] utf8(byte[] stored) {
            return fromUnits(stored, 1, 0);
        }
    };

    private static final int NEVER_IN_UTF_8 = 0xff;

    abstract byte[] utf8(byte[] stored);

    /** The encoding that SQLite calls {@code name}. */
    static StoredText of(String name) {
        return switch (name) {
            case "UTF-16le" -> UTF_16LE;
            case "UTF-16be" -> UTF_16BE;
            default -> UTF_8;
        };
    }

    /**
     * Half a pair becomes the three bytes that its number would have, and a last odd byte is kept behind a byte that
     * no text has: both are invalid in UTF-8, and two different values stay different.
     */
    private static byte[] fromUnits(byte[] stored, int low, int high) {
        var utf8 = new ByteArrayOutputStream(stored.length);
        int at = 0;
        while (at + 1 < stored.length) {
            char unit = unit(stored, at, low, high);
            at += 2;
            if (Character.isHighSurrogate(unit) && at + 1 < stored.length) {
                char second = unit(stored, at, low, high);
                if (Character.isLowSurrogate(second)) {
                    at += 2;
                    write(utf8, Character.toCodePoint(unit, second));
                    continue;
                }
            }
            write(utf8, unit);
        }
        if (at < stored.length) {
            utf8.write(NEVER_IN_UTF_8);
            utf8.write(stored[at]);
        }
        return utf8.toByteArray();
    }

    private static char unit(byte[] stored, int at, int low, int high) {
        return (char) (((stored[at + high] & 0xff) << 8) | (stored[at + low] & 0xff));
    }

    private static void write(ByteArrayOutputStream utf8, int code) {
        if (code < 0x80) {
            utf8.write(code);
        } else if (code < 0x800) {
            utf8.write(0xc0 | (code >> 6));
            follow(utf8, code);
        } else if (code < 0x10000) {
            utf8.write(0xe0 | (code >> 12));
            follow(utf8, code >> 6);
            follow(utf8, code);
        } else {
            utf8.write(0xf0 | (code >> 18));
            follow(utf8, code >> 12);
            follow(utf8, code >> 6);
            follow(utf8, code);
        }
    }

    /** A byte that carries the last six bits of {@code bits}. */
    private static void follow(ByteArrayOutputStream utf8, int bits) {
        utf8.write(0x80 | (bits & 0x3f));
    }
}
