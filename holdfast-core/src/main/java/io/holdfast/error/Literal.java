package io.holdfast.error;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value within a text, written in quotes, in brackets, or as it is.
 *
 * @param from where it begins, behind its quote or bracket
 * @param to where it ends
 * @param end where the text goes on behind it
 */
record Literal(int from, int to, int end) {
    /** How far a quote or bracket may be from its other half, unless both are in one line. */
    private static final int FAR = 1024;

    /** How many quotes behind the line of the first one are looked at. */
    private static final int TRIES = 16;

    private static final Pattern OPENING = Pattern.compile("(?:[eEnNbBrR]|[uU]&)?(\\\\{0,7})([\"'`])");
    private static final Pattern DOLLARS = Pattern.compile("\\$(?:[A-Za-z_]\\w{0,62})?\\$");
    private static final Pattern PAIR = Pattern.compile("\\s{0,4}[A-Za-z_][\\w.%-]{0,63}=");
    private static final String CLOSING = ")]}>";
    private static final String OPENINGS = "([{<";

    /** The quoted value that begins at {@code place}, if one does. */
    static Optional<Literal> quoted(Search search, int place) {
        Matcher opening = search.matcher(OPENING, place);
        if (opening.lookingAt()) {
            return Optional.of(quoted(search, opening.start(2), opening.end(1) - opening.start(1)));
        }
        Matcher dollars = search.matcher(DOLLARS, place);
        return dollars.lookingAt() ? Optional.of(until(search, dollars.end(), dollars.group())) : Optional.empty();
    }

    /** The value in brackets whose bracket is at {@code open}. */
    static Literal bracketed(Search search, int open) {
        char opening = search.at(open);
        char closing = CLOSING.charAt(OPENINGS.indexOf(opening));
        int first = search.text().indexOf(closing, open);
        int far = first < 0 ? open : far(search, open);
        int depth = 1;
        for (int place = open + 1; place < far; place++) {
            char c = search.at(place);
            if (c == '"') {
                place = stringEnd(search, place, far);
            } else if (c == opening) {
                depth++;
            } else if (c == closing && --depth == 0) {
                return new Literal(open + 1, place, place + 1);
            }
        }
        return unclosed(search, open + 1);
    }

    /**
     * The value without quotes that begins at {@code from}: it ends at a blank, and at what ends a pair. A bracket or a
     * quote ends it only where its other half stands before the name of the value.
     *
     * @param name where the name of the value begins
     */
    static Literal plain(Search search, int from, int name) {
        int place = from;
        while (!Search.isSpace(search.at(place)) && !ends(search, place, name)) {
            place++;
        }
        return new Literal(from, place, place);
    }

    /** The value that goes on to the end of its line. */
    static Literal line(Search search, int from) {
        int end = search.lineEnd(from);
        while (end > from && Search.isSpace(search.at(end - 1))) {
            end--;
        }
        return new Literal(from, end, end);
    }

    /** Where a text of JSON ends whose quote is at {@code open}. */
    private static int stringEnd(Search search, int open, int far) {
        int place = open + 1;
        while (place < far && search.at(place) != '"') {
            place += search.at(place) == '\\' ? 2 : 1;
        }
        return place;
    }

    /**
     * A quote ends a value if as many backslashes stand before it as before the first one, whatever they escape. In SQL
     * and YAML a backslash before two single quotes is a letter.
     */
    private static Literal quoted(Search search, int open, int slashes) {
        char quote = search.at(open);
        boolean doubles = quote == '\'' && Character.toLowerCase(search.at(open - 1)) != 'e';
        int line = search.lineEnd(open);
        int far = far(search, open);
        int tried = 0;
        for (int at = next(search, quote, open + 1); at < far && tried < TRIES; at = next(search, quote, at + 1)) {
            tried += at < line ? 0 : 1;
            boolean closes = slashesBefore(search, at, open) % (2 * (slashes + 1)) == slashes;
            boolean doubled = slashes == 0 && search.at(at + 1) == quote;
            if (doubled && (closes || doubles)) {
                at++;
            } else if (closes && isBoundary(search, at + 1)) {
                return new Literal(open + 1, at - slashes, at + 1);
            }
        }
        return unclosed(search, open + 1);
    }

    private static int slashesBefore(Search search, int quote, int open) {
        int first = quote;
        while (first > open + 1 && search.at(first - 1) == '\\') {
            first--;
        }
        return quote - first;
    }

    private static int next(Search search, char quote, int from) {
        int at = search.text().indexOf(quote, from);
        return at < 0 ? search.length() : at;
    }

    private static Literal until(Search search, int from, String closing) {
        for (int to = search.text().indexOf(closing, from);
                to >= 0;
                to = search.text().indexOf(closing, to + 1)) {
            if (isBoundary(search, to + closing.length())) {
                return new Literal(from, to, to + closing.length());
            }
        }
        return unclosed(search, from);
    }

    private static Literal unclosed(Search search, int from) {
        int end = search.lineEnd(from);
        return new Literal(from, end, end);
    }

    private static int far(Search search, int open) {
        return Math.max(search.lineEnd(open), Math.min(search.partEnd(open), open + FAR));
    }

    private static boolean ends(Search search, int place, int name) {
        char c = search.at(place);
        return switch (c) {
            case '&' -> "?&".indexOf(search.at(name - 1)) >= 0 && beginsPair(search, place + 1);
            case ',', ';' -> Search.isSpace(search.at(place + 1)) || beginsPair(search, place + 1);
            case ')', ']', '}', '>', '"', '\'', '`' -> isBoundary(search, place + 1) && isOpen(search, c, name);
            default -> false;
        };
    }

    private static boolean beginsPair(Search search, int place) {
        return search.matcher(PAIR, place).lookingAt();
    }

    /** Whether a value can have ended before {@code place}. */
    static boolean isBoundary(Search search, int place) {
        char c = search.at(place);
        return Search.isSpace(c)
                || ",;)]}>|&\\<\"'`".indexOf(c) >= 0
                || (".:!?/".indexOf(c) >= 0 && (Search.isSpace(search.at(place + 1)) || search.at(place + 1) == '>'));
    }

    /** Whether the other half of a quote or bracket stands in the line of {@code name}, before it. */
    private static boolean isOpen(Search search, char closing, int name) {
        int kind = CLOSING.indexOf(closing);
        char opening = kind < 0 ? closing : OPENINGS.charAt(kind);
        int found = 0;
        for (int place = name - 1; name - place < FAR && search.at(place) != '\n'; place--) {
            char c = search.at(place);
            if (c == opening) {
                found++;
            } else if (c == closing) {
                found--;
            }
        }
        return kind < 0 ? found % 2 == 1 : found > 0;
    }
}
