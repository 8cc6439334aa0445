package io.holdfast.schema.script;

import io.holdfast.engine.ScriptFeature;
import io.holdfast.schema.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement of which the first tokens are known.
 *
 * <p>Its end is a semicolon outside of parentheses, which a rule has around several actions, and outside of a body. A body
 * ends with an {@code END} behind a semicolon: that of a {@code CASE} never stands there, so that cases need not be counted,
 * and columns may be called {@code end}.
 */
final class Draft {
    private static final int MOST_WORDS = 8;
    private static final Set<String> BEFORE_TRIGGER = Set.of("EXPLAIN", "QUERY", "PLAN", "CREATE", "TEMP", "TEMPORARY");
    private static final Set<String> ROUTINES = Set.of("FUNCTION", "PROCEDURE");
    private static final String SEMICOLON = ";";

    private final Source source;
    private final Set<ScriptFeature> features;
    private final int start;
    private final List<String> words = new ArrayList<>();
    private int end;

    /** The last token, if it was a word outside of parentheses or a semicolon. */
    private String last = "";

    private int parentheses;
    private int firstParenthesis;
    private int bodies;
    private int firstBody;

    /** The end of the word that began the last body. */
    private int bodyStart;

    private boolean readsData;

    Draft(Source source, Set<ScriptFeature> features, int start) {
        this.source = source;
        this.features = features;
        this.start = start;
    }

    void add(Token token) {
        String now = "";
        switch (token.kind()) {
            case OPENING -> open(token);
            case CLOSING -> parentheses = Math.max(0, parentheses - 1);
            case SEMICOLON -> now = SEMICOLON;
            case WORD -> now = parentheses == 0 ? word(token) : "";
            case NAME -> name(token);
            default -> {}
        }
        last = now;
        end = token.end();
    }

    private void open(Token token) {
        if (parentheses == 0) {
            firstParenthesis = token.start();
        }
        parentheses++;
    }

    private String word(Token token) {
        String word = Letters.capitals(source.slice(token.start(), token.end()));
        keep(word);
        switch (word) {
            case "ATOMIC" -> begin(last.equals("BEGIN") && isRoutine(), token);
            case "BEGIN" -> begin(bodies == 0 && isTrigger(), token);
            case "END" -> bodies -= bodies > 0 && (last.equals(SEMICOLON) || end == bodyStart) ? 1 : 0;
            case "STDIN", "STDOUT" -> readsData |= last.equals("FROM") && isCopy();
            default -> {}
        }
        return word;
    }

    private void name(Token token) {
        if (parentheses == 0) {
            keep(source.slice(token.start(), token.end()));
        }
    }

    private void keep(String word) {
        if (words.size() < MOST_WORDS) {
            words.add(word);
        }
    }

    private void begin(boolean body, Token token) {
        if (body) {
            firstBody = bodies == 0 ? token.start() : firstBody;
            bodies++;
            bodyStart = token.end();
        }
    }

    private boolean isRoutine() {
        int kind = words.size() > 3 && words.get(1).equals("OR") && words.get(2).equals("REPLACE") ? 3 : 1;
        return features.contains(ScriptFeature.ATOMIC_BODIES)
                && words.get(0).equals("CREATE")
                && words.size() > kind
                && ROUTINES.contains(words.get(kind));
    }

    private boolean isTrigger() {
        int kind = words.indexOf("TRIGGER");
        return features.contains(ScriptFeature.TRIGGER_BODIES)
                && kind > 0
                && BEFORE_TRIGGER.containsAll(words.subList(0, kind));
    }

    private boolean isCopy() {
        return features.contains(ScriptFeature.COPY_DATA) && words.get(0).equals("COPY");
    }

    /** Whether {@code token} is not a part of the statement any more. */
    boolean endsAt(Token token) {
        return token.is(Kind.END) || (token.is(Kind.SEMICOLON) && parentheses == 0 && bodies == 0);
    }

    /** Throws where the script ends before the statement does. */
    void requireWhole() {
        if (bodies > 0) {
            throw source.refusal(
                    firstBody, "the body that begins here never ends", "write END; behind its last statement");
        } else if (parentheses > 0) {
            throw source.refusal(
                    firstParenthesis,
                    "the parenthesis that opens here is never closed",
                    "close it; until then no semicolon ends the statement");
        }
    }

    int start() {
        return start;
    }

    /** Whether lines of data follow. */
    boolean readsData() {
        return readsData;
    }

    ScriptStatement statement(int line, Optional<String> copyData) {
        return new SqlStatement(source.slice(start, end), start, line, words, copyData, features);
    }
}
