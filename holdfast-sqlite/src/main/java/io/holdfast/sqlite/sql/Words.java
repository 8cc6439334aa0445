package io.holdfast.sqlite.sql;

import io.holdfast.sqlite.sql.Token.Kind;
import java.util.List;

/** A place in a list of words, moved forward by whoever reads. */
final class Words {
    private final String sql;
    private final List<Token> tokens;
    private int at;

    Words(String sql) {
        this.sql = sql;
        this.tokens = Tokenizer.tokens(sql);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    int position() {
        return at;
    }

    void backTo(int position) {
        at = position;
    }

    /** Moves past {@code keywords} if all of them stand here, in this order. */
    boolean accept(String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(keywords[i])) {
                return false;
            }
        }
        at += keywords.length;
        return true;
    }

    boolean acceptSymbol(String symbol) {
        boolean found = peek().isSymbol(symbol);
        if (found) {
            at++;
        }
        return found;
    }

    void expect(String... keywords) throws NotUnderstoodException {
        if (!accept(keywords)) {
            throw new NotUnderstoodException("expected " + String.join(" ", keywords));
        }
    }

    void expectSymbol(String symbol) throws NotUnderstoodException {
        if (!acceptSymbol(symbol)) {
            throw new NotUnderstoodException("expected " + symbol);
        }
    }

    String name() throws NotUnderstoodException {
        if (!peek().canBeName()) {
            throw new NotUnderstoodException("expected a name");
        }
        return next().unquoted();
    }

    /** Moves past a bracket and all it holds; the text between the brackets. */
    String bracketed() throws NotUnderstoodException {
        expectSymbol("(");
        int first = at;
        skipUntil(")");
        String inner = between(first, at);
        expectSymbol(")");
        return inner;
    }

    /** Moves to the next of {@code symbols} that stands in no bracket opened on the way, or to the end. */
    void skipUntil(String... symbols) {
        List<String> wanted = List.of(symbols);
        int depth = 0;
        while (!atEnd()) {
            Token token = peek();
            if (depth == 0 && token.kind() == Kind.SYMBOL && wanted.contains(token.text())) {
                return;
            }
            if (token.isSymbol("(")) {
                depth++;
            } else if (token.isSymbol(")")) {
                depth--;
            }
            next();
        }
    }

    /** The SQL from the word at {@code from} up to the word before {@code to}. */
    String between(int from, int to) {
        return from >= to
                ? ""
                : sql.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }
}
