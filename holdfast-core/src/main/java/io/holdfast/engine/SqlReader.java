package io.holdfast.engine;

import io.holdfast.engine.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the tokens of a statement from left to right. What stands in parentheses is read as one piece, or passed over. */
public final class SqlReader {
    private final List<SqlToken> tokens;
    private int at;

    /** Reads {@code tokens} from the first on. */
    public SqlReader(List<SqlToken> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** Reads {@code statement} from its beginning. */
    public static SqlReader of(MigrationStatement statement) {
        return new SqlReader(statement.tokens());
    }

    /** The keyword that comes next, in capitals; an empty text where something else comes, or nothing. */
    public String keyword() {
        return more() && tokens.get(at).is(Kind.WORD) ? tokens.get(at).text().toUpperCase(Locale.ROOT) : "";
    }

    /** Whether anything is left. */
    public boolean more() {
        return at < tokens.size();
    }

    /** Whether these keywords come next, one after the other. */
    public boolean at(String... words) {
        return at(at, words);
    }

    private boolean at(int place, String... words) {
        if (place + words.length > tokens.size()) {
            return false;
        }
        for (int index = 0; index < words.length; index++) {
            if (!tokens.get(place + index).is(words[index])) {
                return false;
            }
        }
        return true;
    }

    /** Goes behind these keywords if they come next, and says whether they did. */
    public boolean take(String... words) {
        boolean there = at(words);
        at += there ? words.length : 0;
        return there;
    }

    /** Goes behind one of these keywords if it comes next, and says whether it did. */
    public boolean takeAny(String... words) {
        return Stream.of(words).anyMatch(this::take);
    }

    /** Goes behind {@code sign} if it comes next, and says whether it did. */
    public boolean takeSign(String sign) {
        boolean there = more() && tokens.get(at).isSign(sign);
        at += there ? 1 : 0;
        return there;
    }

    /**
     * Goes behind the first of these sequences of keywords that stands outside of parentheses, and says whether there is
     * one; where there is none it stays where it is.
     */
    public boolean skipTo(String... words) {
        for (int place = at; place < tokens.size(); place = behind(place)) {
            if (at(place, words)) {
                at = place + words.length;
                return true;
            }
        }
        return false;
    }

    /** Whether these keywords stand somewhere in what is left, one after the other and outside of parentheses. */
    public boolean mentions(String... words) {
        return new SqlReader(rest()).skipTo(words);
    }

    /** The next piece, a token or all that stands in parentheses with them; empty at the end. */
    public List<SqlToken> next() {
        int from = at;
        at = more() ? behind(at) : at;
        return tokens.subList(from, at);
    }

    /** What stands in the parentheses that come next, without them; empty where none come. */
    public List<SqlToken> group() {
        if (!more() || !tokens.get(at).is(Kind.OPENING)) {
            return List.of();
        }
        List<SqlToken> group = next();
        boolean closed = group.size() > 1 && group.get(group.size() - 1).is(Kind.CLOSING);
        return group.subList(1, group.size() - (closed ? 1 : 0));
    }

    /** A name, with what qualifies it; an empty one where none comes next. */
    public SqlName name() {
        List<SqlToken> parts = new ArrayList<>();
        do {
            if (!more() || !isName(tokens.get(at))) {
                break;
            }
            parts.add(tokens.get(at));
            at++;
        } while (takeSign("."));
        return new SqlName(parts);
    }

    /** SQLite takes a text for a name where only a name can be. */
    private static boolean isName(SqlToken token) {
        return token.is(Kind.WORD) || token.is(Kind.NAME) || token.is(Kind.TEXT);
    }

    /** What comes before the next token outside of parentheses that ends it, which is not read; all where none does. */
    public List<SqlToken> until(Predicate<SqlToken> end) {
        int from = at;
        while (more() && !end.test(tokens.get(at))) {
            at = behind(at);
        }
        return tokens.subList(from, at);
    }

    /** What is left; it is not read by that. */
    public List<SqlToken> rest() {
        return tokens.subList(at, tokens.size());
    }

    /** Reads what is left, cut at the commas outside of parentheses. */
    public List<SqlReader> parts() {
        List<SqlReader> parts = new ArrayList<>();
        while (more()) {
            parts.add(new SqlReader(until(token -> token.isSign(","))));
            takeSign(",");
        }
        return parts;
    }

    /** The place behind the piece that begins at {@code place}. */
    private int behind(int place) {
        int depth = 0;
        int end = place;
        do {
            SqlToken token = tokens.get(end);
            depth += token.is(Kind.OPENING) ? 1 : token.is(Kind.CLOSING) ? -1 : 0;
            end++;
        } while (depth > 0 && end < tokens.size());
        return end;
    }
}
