package io.holdfast.schema.script;

import io.holdfast.error.HoldfastException;

/** Texts and names in quotes: where they end. */
final class Quotes {
    private final Source source;
    private final Blanks blanks;

    Quotes(Source source, Blanks blanks) {
        this.source = source;
        this.blanks = blanks;
    }

    /** Behind what begins with the quote at {@code from}; the quote is doubled inside. */
    int doubled(int from) {
        char quote = source.at(from);
        int at = from + 1;
        while (at < source.length()) {
            if (source.at(at) != quote) {
                at++;
            } else if (source.at(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        throw neverClosed(from, String.valueOf(quote), "close it, and write a quote inside it twice");
    }

    /** Behind the text with backslashes whose quote is at {@code from}, and all in which it goes on. */
    int escaped(int from) {
        int end = escapedPart(from);
        int next = blanks.reopened(end);
        while (next != end) {
            end = escapedPart(next);
            next = blanks.reopened(end);
        }
        return end;
    }

    private int escapedPart(int from) {
        int at = from + 1;
        while (at < source.length()) {
            if (source.at(at) == '\\' || source.has(at, '\'', '\'')) {
                at += 2;
            } else if (source.at(at) == '\'') {
                return at + 1;
            } else {
                at++;
            }
        }
        throw neverClosed(from, "'", "close it; a backslash before a quote of E'…' makes it a part of the text");
    }

    /** Behind the name that begins with the bracket at {@code from}; nothing can stand for a bracket inside. */
    int bracketed(int from) {
        int at = from + 1;
        while (at < source.length()) {
            if (source.at(at) == ']') {
                return at + 1;
            }
            at++;
        }
        throw neverClosed(from, "[", "close it with ]");
    }

    /** Behind the text whose mark, like {@code $tag$}, stands between {@code from} and {@code body}. */
    int dollar(int from, int body) {
        int at = body;
        while (at < source.length()) {
            if (source.at(at) == '$' && isMark(at, from, body)) {
                return at + body - from;
            }
            at++;
        }
        String mark = source.slice(from, body);
        throw neverClosed(from, mark, "close it with %s".formatted(mark));
    }

    private boolean isMark(int at, int from, int body) {
        for (int place = from; place < body; place++) {
            if (source.at(at + place - from) != source.at(place)) {
                return false;
            }
        }
        return true;
    }

    private HoldfastException neverClosed(int place, String quote, String hint) {
        return source.refusal(place, "what begins here with %s is never closed".formatted(quote), hint);
    }
}
