package io.holdfast.sqlite.sql;

import io.holdfast.sqlite.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL into words as SQLite does (its {@code tokenize.c}; <a href="https://sqlite.org/lang_keywords.html">names and
 * quotes</a>, <a href="https://sqlite.org/lang_comment.html">comments</a>). White space and comments are left out.
 */
final class Tokenizer {
    private static final List<String> LONG_SYMBOLS =
            List.of("->>", "->", "==", "<=", "<>", "<<", ">=", ">>", "!=", "||");
    private static final String SHORT_SYMBOLS = "=<>|,&~+-*/%();.";

    private final String sql;
    private int at;

    private Tokenizer(String sql) {
        this.sql = sql;
    }

    /** All words of {@code sql}, and one {@link Kind#END} behind them. */
    static List<Token> tokens(String sql) {
        var tokenizer = new Tokenizer(sql);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = tokenizer.next();
            tokens.add(token);
        } while (token.kind() != Kind.END);
        return tokens;
    }

    private Token next() {
        skipBlanks();
        if (at >= sql.length()) {
            return new Token(Kind.END, "", sql.length());
        }
        int start = at;
        Kind kind = advance();
        return new Token(kind, sql.substring(start, at), start);
    }

    private void skipBlanks() {
        while (at < sql.length()) {
            if (isBlank(sql.charAt(at))) {
                at++;
            } else if (sql.startsWith("--", at)) {
                skipPast("\n", at + 2);
            } else if (sql.startsWith("/*", at) && at + 2 < sql.length()) {
                skipPast("*/", at + 2);
            } else {
                return;
            }
        }
    }

    private void skipPast(String end, int from) {
        int found = sql.indexOf(end, from);
        at = found < 0 ? sql.length() : found + end.length();
    }

    private Kind advance() {
        char c = sql.charAt(at);
        if ((c == 'x' || c == 'X') && at + 1 < sql.length() && sql.charAt(at + 1) == '\'') {
            at++;
            return quoted('\'', Kind.BLOB);
        }
        return switch (c) {
            case '\'' -> quoted(c, Kind.STRING);
            case '"', '`' -> quoted(c, Kind.QUOTED);
            case '[' -> bracketed();
            default -> unquoted(c);
        };
    }

    private Kind unquoted(char c) {
        if (isDigit(c) || (c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)))) {
            return number();
        }
        if (isNameStart(c)) {
            skipName();
            return Kind.WORD;
        }
        for (String symbol : LONG_SYMBOLS) {
            if (sql.startsWith(symbol, at)) {
                at += symbol.length();
                return Kind.SYMBOL;
            }
        }
        at++;
        return SHORT_SYMBOLS.indexOf(c) >= 0 ? Kind.SYMBOL : Kind.BAD;
    }

    private Kind quoted(char quote, Kind kind) {
        at++;
        while (at < sql.length()) {
            if (sql.charAt(at++) == quote) {
                if (at >= sql.length() || sql.charAt(at) != quote) {
                    return kind;
                }
                at++;
            }
        }
        return Kind.BAD;
    }

    private Kind bracketed() {
        int end = sql.indexOf(']', at);
        at = end < 0 ? sql.length() : end + 1;
        return end < 0 ? Kind.BAD : Kind.QUOTED;
    }

    private Kind number() {
        if (sql.charAt(at) == '0' && at + 2 < sql.length() && (sql.charAt(at + 1) | 0x20) == 'x') {
            at += 2;
            skipName();
            return Kind.NUMBER;
        }
        skipDigits();
        if (at < sql.length() && sql.charAt(at) == '.') {
            at++;
            skipDigits();
        }
        if (atExponent()) {
            at += 2;
            skipDigits();
        }
        int end = at;
        skipName();
        return at == end ? Kind.NUMBER : Kind.BAD;
    }

    private boolean atExponent() {
        if (at + 1 >= sql.length() || (sql.charAt(at) | 0x20) != 'e') {
            return false;
        }
        char c = sql.charAt(at + 1);
        return isDigit(c) || ((c == '+' || c == '-') && at + 2 < sql.length() && isDigit(sql.charAt(at + 2)));
    }

    private void skipDigits() {
        while (at < sql.length() && (isDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
            at++;
        }
    }

    private void skipName() {
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 0x7f;
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }
}
