package io.holdfast.sqlite.sql;

import java.util.Locale;

/**
 * One word of SQL.
 *
 * @param text as written
 * @param start where it begins in the SQL
 */
record Token(Kind kind, String text, int start) {

    enum Kind {
        /** A keyword or a name without quotes. */
        WORD,
        /** A name in double quotes, back quotes or brackets. */
        QUOTED,
        /** A text in single quotes. */
        STRING,
        /** A number, decimal or hexadecimal. */
        NUMBER,
        /** A blob literal. */
        BLOB,
        /** An operator or a bracket. */
        SYMBOL,
        /** Something that SQLite would refuse. */
        BAD,
        /** Behind the last word. */
        END
    }

    int end() {
        return start + text.length();
    }

    /** Whether this is {@code keyword}, without quotes and in any case. */
    boolean is(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Whether SQLite takes this for a name: texts in single quotes are names where only a name can stand. */
    boolean canBeName() {
        return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.STRING;
    }

    /** The keyword in upper case; for words only. */
    String keyword() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** The text without its quotes. */
    String unquoted() {
        return switch (kind) {
            case QUOTED, STRING -> strip();
            default -> text;
        };
    }

    private String strip() {
        String inner = text.substring(1, text.length() - 1);
        char quote = text.charAt(0);
        return quote == '[' ? inner : inner.replace("" + quote + quote, "" + quote);
    }
}
