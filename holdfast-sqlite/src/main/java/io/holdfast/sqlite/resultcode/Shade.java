package io.holdfast.sqlite.resultcode;

import io.holdfast.error.ErrorKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What SQLite's general error (1) means when it has certain words; they are never translated.
 *
 * @param sentence with the groups of the pattern
 */
record Shade(Pattern words, ErrorKind kind, String sentence) {

    static final List<Shade> ALL = List.of(
            of("no such ([a-z ]+): (.+)", ErrorKind.NOT_FOUND, "there is no $1 $2"),
            of("unknown database (.+)", ErrorKind.NOT_FOUND, "there is no database $1"),
            of("([a-z]+) (.+) already exists", ErrorKind.ALREADY_EXISTS, "there is a $1 $2 already"),
            of("duplicate column name: (.+)", ErrorKind.ALREADY_EXISTS, "there is a column $1 already"));

    /** The meaning of the general error with these words; empty where they are none of these. */
    static Optional<Meaning> of(String said) {
        return ALL.stream().flatMap(each -> each.meaning(said).stream()).findFirst();
    }

    private Optional<Meaning> meaning(String said) {
        Matcher matcher = words.matcher(said);
        return matcher.matches()
                ? Optional.of(new Meaning(
                        kind, Course.NEVER, matcher.replaceFirst(sentence), "check the names in the statement"))
                : Optional.empty();
    }

    private static Shade of(String words, ErrorKind kind, String sentence) {
        return new Shade(Pattern.compile(words), kind, sentence);
    }
}
