package io.holdfast.engine;

/**
 * A piece of a statement that is neither white space nor comment.
 *
 * @param text as it is written, with its quotes
 */
public record SqlToken(Kind kind, String text) {

    /** What a token is. */
    public enum Kind {
        /** A keyword or a name, without quotes. */
        WORD,
        /** A name in quotes. */
        NAME,
        /** A text in quotes of whatever form, its prefix included. */
        TEXT,
        /** An opening parenthesis. */
        OPENING,
        /** A closing parenthesis. */
        CLOSING,
        /** Numbers, parameters, operators, commas and everything else. */
        OTHER
    }

    /** Whether it is of this kind. */
    public boolean is(Kind other) {
        return kind == other;
    }

    /** Whether it is the keyword {@code word}; its case does not count. */
    public boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether it is the sign {@code sign}, such as a comma. */
    public boolean isSign(String sign) {
        return kind == Kind.OTHER && text.equals(sign);
    }

    /**
     * Its text without the quotes around it; a quote that was doubled inside is one. Texts with a prefix or a dollar sign stay
     * as they are.
     */
    public String content() {
        boolean quoted = text.length() > 1 && (kind == Kind.NAME || kind == Kind.TEXT);
        if (!quoted || Character.isLetter(text.charAt(0)) || text.charAt(0) == '$') {
            return text;
        }
        String quote = text.substring(0, 1);
        String inside = text.substring(1, text.length() - 1);
        return quote.equals("[") ? inside : inside.replace(quote + quote, quote);
    }
}
