package io.holdfast.schema.script;

/**
 * A piece of a script that is neither white space nor comment.
 *
 * @param start the place of its first character
 * @param end the place behind its last one
 */
record Token(Kind kind, int start, int end) {

    /** What a token is. */
    enum Kind {
        /** A keyword or a name, without quotes. */
        WORD,
        /** A name in quotes. */
        NAME,
        /** A text in quotes of whatever form, its prefix included. */
        TEXT,
        OPENING,
        CLOSING,
        SEMICOLON,
        BACKSLASH,
        /** Numbers, parameters, operators and everything else. */
        OTHER,
        /** There is no more. */
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
