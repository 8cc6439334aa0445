package io.holdfast.schema.script;

import io.holdfast.engine.ScriptFeature;
import java.util.Set;

/** White space and comments: where they end. */
final class Blanks {
    private final Source source;
    private final Set<ScriptFeature> features;

    Blanks(Source source, Set<ScriptFeature> features) {
        this.source = source;
        this.features = features;
    }

    /** The first place from {@code from} on that is not blank. */
    int end(int from) {
        int at = from;
        while (true) {
            if (isSpace(source.at(at))) {
                at++;
            } else if (source.has(at, '-', '-')) {
                at = lineCommentEnd(at);
            } else if (source.has(at, '/', '*')) {
                at = commentEnd(at);
            } else {
                return at;
            }
        }
    }

    /**
     * Where a text that was closed at {@code end} is opened again, because only blanks with a line end among them stand
     * between; {@code end} where it is not. A comment with stars is no such blank.
     */
    int reopened(int end) {
        int at = end;
        boolean otherLine = false;
        while (true) {
            char c = source.at(at);
            if (isSpace(c)) {
                otherLine |= c == '\n' || c == '\r';
                at++;
            } else if (source.has(at, '-', '-')) {
                at = lineCommentEnd(at);
            } else {
                return otherLine && c == '\'' ? at : end;
            }
        }
    }

    private int lineCommentEnd(int from) {
        boolean carriageReturns = features.contains(ScriptFeature.CARRIAGE_RETURNS);
        int at = from;
        while (at < source.length() && source.at(at) != '\n' && !(carriageReturns && source.at(at) == '\r')) {
            at++;
        }
        return at;
    }

    private int commentEnd(int from) {
        boolean nested = features.contains(ScriptFeature.NESTED_COMMENTS);
        int depth = 1;
        int at = from + 2;
        while (depth > 0) {
            if (source.has(at, '*', '/')) {
                depth--;
                at += 2;
            } else if (nested && source.has(at, '/', '*')) {
                depth++;
                at += 2;
            } else if (at < source.length()) {
                at++;
            } else {
                throw source.refusal(
                        from,
                        "the comment that begins here never ends",
                        nested ? "close it; each /* inside it needs a */ of its own" : "close it with */");
            }
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
