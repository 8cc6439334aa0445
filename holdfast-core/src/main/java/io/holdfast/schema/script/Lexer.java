package io.holdfast.schema.script;

import io.holdfast.engine.ScriptFeature;
import io.holdfast.schema.script.Token.Kind;
import java.util.Set;

/**
 * Cuts a script into tokens, as PostgreSQL does (its {@code scan.l}) and SQLite (its {@code tokenize.c}). No character is
 * looked at more often than a fixed number of times, whatever the text is.
 */
final class Lexer {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Source source;
    private final Set<ScriptFeature> features;
    private final Blanks blanks;
    private final Quotes quotes;
    private int at;

    /** Up to here there are signs that stand alone, so that a long row of them is not looked at again for each. */
    private int signs;

    Lexer(Source source, Set<ScriptFeature> features) {
        this.source = source;
        this.features = features;
        this.blanks = new Blanks(source, features);
        this.quotes = new Quotes(source, blanks);
    }

    /** The next token; {@link Kind#END} again and again when there is no more. */
    Token next() {
        int start = blanks.end(at);
        Token token = start < source.length() ? token(start) : new Token(Kind.END, start, start);
        at = token.end();
        return token;
    }

    /** Goes on at {@code place}. */
    void continueAt(int place) {
        at = place;
    }

    private Token token(int start) {
        return switch (source.at(start)) {
            case ';' -> new Token(Kind.SEMICOLON, start, start + 1);
            case '(' -> new Token(Kind.OPENING, start, start + 1);
            case ')' -> new Token(Kind.CLOSING, start, start + 1);
            case '\\' -> new Token(Kind.BACKSLASH, start, start + 1);
            case '\'' -> new Token(Kind.TEXT, start, quotes.doubled(start));
            case '"' -> new Token(Kind.NAME, start, quotes.doubled(start));
            case '$' -> dollar(start);
            default -> other(start);
        };
    }

    private Token other(int start) {
        char c = source.at(start);
        if (c == BYTE_ORDER_MARK) {
            throw source.refusal(
                    start,
                    "a byte order mark (U+FEFF) stands here, which is for the beginning of a file",
                    "delete it; it is left over where files were joined");
        } else if (c == '`' && has(ScriptFeature.BACKQUOTED_NAMES)) {
            return new Token(Kind.NAME, start, quotes.doubled(start));
        } else if (c == '[' && has(ScriptFeature.BRACKETED_NAMES)) {
            return new Token(Kind.NAME, start, quotes.bracketed(start));
        } else if (Letters.startsName(c)) {
            return word(start);
        } else if (Letters.isDigit(c) || (c == '.' && Letters.isDigit(source.at(start + 1)))) {
            return new Token(Kind.OTHER, start, numberEnd(start));
        } else if (Letters.isOperator(c)) {
            return new Token(Kind.OTHER, start, operatorEnd(start));
        }
        boolean pair = source.has(start, ':', ':') || source.has(start, ':', '=');
        return new Token(Kind.OTHER, start, start + (pair ? 2 : 1));
    }

    private Token word(int start) {
        int end = start + 1;
        if (source.at(end) == '\'') {
            switch (Letters.small(source.at(start))) {
                case 'b', 'n', 'x' -> {
                    return new Token(Kind.TEXT, start, quotes.doubled(end));
                }
                case 'e' -> {
                    return new Token(
                            Kind.TEXT,
                            start,
                            has(ScriptFeature.ESCAPE_STRINGS) ? quotes.escaped(end) : quotes.doubled(end));
                }
                default -> {}
            }
        } else if (isUnicode(start)) {
            Kind kind = source.at(end + 1) == '"' ? Kind.NAME : Kind.TEXT;
            return new Token(kind, start, quotes.doubled(end + 1));
        }
        while (Letters.inName(source.at(end))) {
            end++;
        }
        return new Token(Kind.WORD, start, end);
    }

    private boolean isUnicode(int start) {
        char quote = source.at(start + 2);
        return Letters.small(source.at(start)) == 'u'
                && source.at(start + 1) == '&'
                && (quote == '\'' || quote == '"')
                && has(ScriptFeature.ESCAPE_STRINGS);
    }

    /** A text where a mark like {@code $tag$} begins, which looks like a name; otherwise a parameter or less. */
    private Token dollar(int start) {
        int end = start + 1;
        while (source.at(end) != '$' && Letters.inName(source.at(end))) {
            end++;
        }
        boolean mark = source.at(end) == '$' && !Letters.isDigit(source.at(start + 1));
        return mark && has(ScriptFeature.DOLLAR_QUOTES)
                ? new Token(Kind.TEXT, start, quotes.dollar(start, end + 1))
                : new Token(Kind.OTHER, start, end);
    }

    /** Letters are a part of it: digits of another base, an exponent, or a mistake that the server will find. */
    private int numberEnd(int start) {
        boolean sixteen = source.at(start) == '0' && Letters.small(source.at(start + 1)) == 'x';
        int end = start;
        boolean fraction = false;
        while (true) {
            char c = source.at(end);
            boolean sign = isSign(c) && !sixteen && isExponent(start, end);
            boolean point = c == '.' && !fraction;
            if (!sign && !point && (c == '$' || !Letters.inName(c))) {
                return end;
            }
            fraction |= point;
            end++;
        }
    }

    /** Whether the sign at {@code sign} belongs to the number that begins at {@code start}. */
    private boolean isExponent(int start, int sign) {
        return sign > start && Letters.small(source.at(sign - 1)) == 'e' && Letters.isDigit(source.at(sign + 1));
    }

    /** As PostgreSQL has it: the longest there is, but a sign behind it stands alone where it could be that of a number. */
    private int operatorEnd(int start) {
        if (start < signs) {
            return start + 1;
        }
        int end = start;
        boolean beforeSigns = false;
        while (isOperatorAt(end) && !(end > start && (source.has(end, '-', '-') || source.has(end, '/', '*')))) {
            beforeSigns |= Letters.goesBeforeSigns(source.at(end));
            end++;
        }
        if (beforeSigns) {
            return end;
        }
        signs = end;
        while (end > start + 1 && isSign(source.at(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }

    private boolean isOperatorAt(int place) {
        char c = source.at(place);
        return Letters.isOperator(c) && !(c == '`' && has(ScriptFeature.BACKQUOTED_NAMES));
    }

    private boolean has(ScriptFeature feature) {
        return features.contains(feature);
    }
}
