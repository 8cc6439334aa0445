package io.holdfast.schema.script;

import io.holdfast.engine.ScriptFeature;
import io.holdfast.engine.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One statement of a script of SQL.
 *
 * @param sql its text from the first token to the last, without the semicolon that ends it
 * @param offset the place of its first character in the script, a byte order mark not counted
 * @param line the line of its first character, the first one being 1
 * @param words its first eight words outside of parentheses, in capitals; a name in quotes as it is written, with its quotes
 * @param copyData the lines of data behind {@code COPY … FROM STDIN}, each with its line end
 * @param features what it was read with
 */
record SqlStatement(
        String sql, int offset, int line, List<String> words, Optional<String> copyData, Set<ScriptFeature> features)
        implements ScriptStatement {

    /** Keeps copies. */
    SqlStatement {
        words = List.copyOf(words);
        features = Set.copyOf(features);
    }

    @Override
    public String plain() {
        var source = new Source("", sql);
        var lexer = new Lexer(source, features);
        var plain = new StringBuilder();
        int end = 0;
        for (Token token = lexer.next(); !token.is(Token.Kind.END); token = lexer.next()) {
            plain.append(token.start() > end ? " " : "").append(source.slice(token.start(), token.end()));
            end = token.end();
        }
        return plain.toString();
    }

    @Override
    public boolean mentions(String word) {
        String wanted = Letters.capitals(word);
        var source = new Source("", sql);
        var lexer = new Lexer(source, features);
        int depth = 0;
        for (Token token = lexer.next(); !token.is(Token.Kind.END); token = lexer.next()) {
            switch (token.kind()) {
                case OPENING -> depth++;
                case CLOSING -> depth--;
                case WORD -> {
                    String found = source.slice(token.start(), token.end());
                    if (depth <= 0 && Letters.capitals(found).equals(wanted)) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    @Override
    public List<SqlToken> tokens() {
        var source = new Source("", sql);
        var lexer = new Lexer(source, features);
        List<SqlToken> tokens = new ArrayList<>();
        for (Token token = lexer.next(); !token.is(Token.Kind.END); token = lexer.next()) {
            tokens.add(new SqlToken(kind(token), source.slice(token.start(), token.end())));
        }
        return tokens;
    }

    private static SqlToken.Kind kind(Token token) {
        return switch (token.kind()) {
            case WORD -> SqlToken.Kind.WORD;
            case NAME -> SqlToken.Kind.NAME;
            case TEXT -> SqlToken.Kind.TEXT;
            case OPENING -> SqlToken.Kind.OPENING;
            case CLOSING -> SqlToken.Kind.CLOSING;
            default -> SqlToken.Kind.OTHER;
        };
    }

    @Override
    public boolean controlsTransaction() {
        return switch (word(0)) {
            case "BEGIN", "COMMIT", "END", "ABORT" -> true;
            case "START" -> word(1).equals("TRANSACTION");
            case "ROLLBACK" -> !words.contains("TO");
            // a statement that is prepared may be called "transaction"
            case "PREPARE" -> word(1).equals("TRANSACTION") && words.size() == 2;
            case "SET" -> setsTransaction();
            default -> false;
        };
    }

    /** Not the setting that has the same name with an underscore. */
    private boolean setsTransaction() {
        boolean scope = word(1).equals("LOCAL") || word(1).equals("SESSION");
        return word(scope ? 2 : 1).equals("TRANSACTION");
    }

    @Override
    public int lineOf(int characters) {
        int most = sql.codePointCount(0, sql.length());
        int place = sql.offsetByCodePoints(0, Math.max(0, Math.min(characters, most)));
        return line - 1 + new Lines(sql).of(place);
    }

    private String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }
}
