package io.holdfast.schema.script;

/** The characters that names, numbers and operators are made of, for PostgreSQL and SQLite alike. */
final class Letters {
    private static final String OPERATORS = "~!@#^&|`?+-*/%<>=";

    /** With one of these in it, an operator of PostgreSQL may end with a sign. */
    private static final String BEFORE_SIGNS = "~!@#^&|`?%";

    private Letters() {}

    static boolean startsName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 0x7f;
    }

    static boolean inName(char c) {
        return startsName(c) || isDigit(c) || c == '$';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isOperator(char c) {
        return OPERATORS.indexOf(c) >= 0;
    }

    static boolean goesBeforeSigns(char c) {
        return BEFORE_SIGNS.indexOf(c) >= 0;
    }

    static char small(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    }

    /** {@code word} in capitals, as engines compare keywords: letters of other alphabets are none of theirs. */
    static String capitals(String word) {
        var capitals = new StringBuilder(word.length());
        for (int at = 0; at < word.length(); at++) {
            char c = word.charAt(at);
            capitals.append(c >= 'a' && c <= 'z' ? (char) (c + 'A' - 'a') : c);
        }
        return capitals.toString();
    }
}
