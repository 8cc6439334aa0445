package io.holdfast.error;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The data of rows that PostgreSQL and MongoDB quote in their messages. Such data can hold quotes, brackets and line
 * ends: it goes on to the last place where it can end.
 */
final class RowValues {
    private static final int LONG = 1024;

    private static final Pattern KEY_ENDS = Pattern.compile(
            "\\)(?= (?:already exists|is not present|is still referenced|conflicts with|is duplicated))");

    private static final Pattern BATCH = Pattern.compile("batch entry \\d{1,9} ", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTED = Pattern.compile(
            "(?:invalid input (?:syntax|value) for [^\\n\"]{1,130}|out of range|malformed [a-z]{1,20} literal"
                    + "|copy [^\\n\"]{1,130}, line \\d{1,12}(?:, column [^\\n\"]{1,130})?): \"",
            Pattern.CASE_INSENSITIVE);

    private RowValues() {}

    /** {@code Key (…)=(…) already exists.} */
    static int key(Search search, int at, int behind) {
        int names = search.small().indexOf(")=(", behind);
        if (names < 0 || names - behind > LONG) {
            return names < 0 ? search.length() : behind;
        }
        int from = names + 3;
        int end = search.partEnd(from);
        int to = -1;
        Matcher ends = KEY_ENDS.matcher(search.text()).region(from, end);
        while (ends.find()) {
            to = ends.start();
        }
        return hide(search, from, to >= 0 ? to : lastOf(search, ")", from, end));
    }

    /** {@code Failing row contains (…).} */
    static int failingRow(Search search, int at, int behind) {
        int end = search.partEnd(behind);
        int to = search.last(").", behind, end);
        return hide(search, behind, to >= 0 ? to : lastOf(search, ")", behind, end));
    }

    /** {@code Batch entry 0 … was aborted}, with the statement and its parameters; of a long one the end may be cut. */
    static int batchEntry(Search search, int at, int behind) {
        Matcher batch = search.matcher(BATCH, at);
        if (!batch.lookingAt()) {
            return behind;
        }
        int from = batch.end();
        int end = search.partEnd(from);
        int to = search.last(" was aborted", from, end);
        return to >= 0 || end - from > LONG ? hide(search, from, to >= 0 ? to : end) : from;
    }

    /** {@code invalid input syntax for type integer: "…"} and its relatives. */
    static int quoted(Search search, int at, int behind) {
        if (search.text().indexOf(": \"", behind - 2) < 0) {
            return search.length();
        }
        Matcher quoted = search.matcher(QUOTED, at);
        return quoted.lookingAt()
                ? hide(search, quoted.end(), lastOf(search, "\"", quoted.end(), search.partEnd(quoted.end())))
                : behind;
    }

    /** {@code value "…" is out of range} and {@code invalid value "…" for "YYYY"}. */
    static int valueWithin(Search search, int at, int behind) {
        String after =
                search.small().startsWith("invalid ", at - "invalid ".length()) ? "\" for \"" : "\" is out of range";
        int to = search.small().indexOf(after, behind);
        if (to >= 0 && to < search.lineEnd(behind)) {
            return hide(search, behind, to);
        }
        return search.text().indexOf("\" ", behind) < 0 ? search.length() : behind;
    }

    /** {@code parameters: $1 = '…', $2 = …} */
    static int parameters(Search search, int at, int behind) {
        return hide(search, behind, search.partEnd(behind));
    }

    /** {@code dup key: { email: "…" }} */
    static int duplicate(Search search, int at, int behind) {
        Literal key = Literal.bracketed(search, behind - 1);
        int to = key.end() == key.to() ? search.partEnd(behind) : key.to();
        int from = search.blanksFrom(behind);
        while (to > from && Search.isSpace(search.at(to - 1))) {
            to--;
        }
        return hide(search, from, to);
    }

    private static int lastOf(Search search, String closing, int from, int end) {
        int last = search.last(closing, from, end);
        return last >= 0 ? last : end;
    }

    private static int hide(Search search, int from, int to) {
        search.hide(from, to);
        return to;
    }
}
