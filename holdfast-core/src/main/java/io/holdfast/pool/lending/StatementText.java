package io.holdfast.pool.lending;

/**
 * The text of a statement as it may be shown: a question mark where a value stood, no comments, in one line that is not too
 * long. Names stay. Where it cannot be told what is a value, the rest is left out.
 */
final class StatementText {
    private static final int LONGEST = 400;
    private static final String MORE = " …";
    private static final char VALUE = '?';

    private final String sql;
    private final StringBuilder shown = new StringBuilder();
    private int at;

    private StatementText(String sql) {
        this.sql = sql;
    }

    /** {@code sql} without its values. */
    static String masked(String sql) {
        return new StatementText(sql).read();
    }

    private String read() {
        while (at < sql.length()) {
            if (shown.length() > LONGEST) {
                return shown.substring(0, LONGEST).stripTrailing() + MORE;
            }
            step(sql.charAt(at));
        }
        return shown.toString().strip();
    }

    private void step(char next) {
        if (Character.isWhitespace(next)) {
            space(at + 1);
        } else if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            space(end < 0 ? sql.length() : end);
        } else if (sql.startsWith("/*", at)) {
            space(endOfComment());
        } else if (next == '\'') {
            value(endOfText());
        } else if (next == '"') {
            name(endOfQuoted('"'));
        } else if (next == '$' && !isDigit(at + 1)) {
            dollar();
        } else if (isDigit(at)) {
            value(endOfWord());
        } else if (isWord(next)) {
            name(endOfWord());
        } else {
            name(at + 1);
        }
    }

    private void space(int end) {
        if (shown.length() > 0 && shown.charAt(shown.length() - 1) != ' ') {
            shown.append(' ');
        }
        at = end;
    }

    private void value(int end) {
        shown.append(VALUE);
        at = end;
    }

    private void name(int end) {
        shown.append(sql, at, end);
        at = end;
    }

    /** They may stand in each other. */
    private int endOfComment() {
        int depth = 0;
        int next = at;
        while (next < sql.length()) {
            if (sql.startsWith("/*", next)) {
                depth++;
                next += 2;
            } else if (sql.startsWith("*/", next)) {
                depth--;
                next += 2;
                if (depth == 0) {
                    return next;
                }
            } else {
                next++;
            }
        }
        return next;
    }

    /**
     * Whether a backslash before the quote ends the text depends on the letter before it and on a setting of the server; so
     * nothing behind it is shown.
     */
    private int endOfText() {
        int end = endOfQuoted('\'');
        return sql.substring(at, end).contains("\\'") ? sql.length() : end;
    }

    /** Two quotes are one inside; what is never closed goes on to the end. */
    private int endOfQuoted(char quote) {
        int next = at + 1;
        while (next < sql.length()) {
            if (sql.charAt(next) != quote) {
                next++;
            } else if (next + 1 < sql.length() && sql.charAt(next + 1) == quote) {
                next += 2;
            } else {
                return next + 1;
            }
        }
        return sql.length();
    }

    /** A text between two equal marks such as {@code $$} or {@code $body$}. */
    private void dollar() {
        int mark = at + 1;
        while (mark < sql.length() && isWord(sql.charAt(mark)) && sql.charAt(mark) != '$') {
            mark++;
        }
        if (mark == sql.length() || sql.charAt(mark) != '$') {
            name(at + 1);
            return;
        }
        String delimiter = sql.substring(at, mark + 1);
        int end = sql.indexOf(delimiter, mark + 1);
        value(end < 0 ? sql.length() : end + delimiter.length());
    }

    private int endOfWord() {
        int next = at;
        while (next < sql.length() && (isWord(sql.charAt(next)) || isFraction(next))) {
            next++;
        }
        return next;
    }

    /** The point of a number; a name ends at it. */
    private boolean isFraction(int index) {
        return sql.charAt(index) == '.' && isDigit(at);
    }

    private boolean isDigit(int index) {
        return index < sql.length() && Character.isDigit(sql.charAt(index));
    }

    private static boolean isWord(char each) {
        return Character.isLetterOrDigit(each) || each == '_' || each == '$';
    }
}
