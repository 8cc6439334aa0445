package io.holdfast.error;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets that stand behind a name, such as {@code db_password=…}, {@code "token": "…"} or {@code PASSWORD '…'}. */
final class NamedSecrets {
    /** Ends of names that only tell about a secret: {@code password_resets}, {@code TokenException}. */
    private static final Pattern HARMLESS =
            Pattern.compile(".{0,24}?(?:exceptions?|errors?|resets?|counts?|types?|files?"
                    + "|paths?|length|size|limit|buckets?|encoders?|izers?|ttl|polic(?:y|ies)|required|enabled|encryption"
                    + "|providers?|managers?|factory|names?|refs?|ary)");

    /** Between name and value: a cast of SQL, the end of a quoted name, and the sign itself. */
    private static final Pattern SIGN = Pattern.compile(
            "(?:::(?:text|varchar|bpchar|bytea|uuid|jsonb?)\\b)?(?:\\\\{0,7}[\"'`])?]?[ \\t]{0,40}"
                    + "(?:=>(?=[ \\t\"'\\\\])|!=|<>|[:=]|%3[adAD])(?:[ \\t]{0,40}\\R(?=[ \\t]{0,40}[\"']))?[ \\t]{0,40}");

    private static final Pattern CLAUSE = Pattern.compile("\\s{1,40}(?:\\(\\s{0,9})?|\\(\\s{0,9}");

    private static final Pattern IDENTIFIED = Pattern.compile(
            "identified\\s{1,40}(?:with\\s{1,40}\\S{1,64}\\s{1,40})?(?:by|as)\\s{1,40}(?:(?:password|values)\\s{1,40})?",
            Pattern.CASE_INSENSITIVE);

    /** Values that are none: nothing, and the places in SQL and in messages where a value is put in. */
    private static final Pattern NO_VALUE = Pattern.compile(
            "(?:null|nil|true|false|\\?|\\$\\d{1,3}|\\{}|%s|…|\\.{3}|\\*{3,16}"
                    + "|(?::|(?:excluded|new|old|[a-z]\\w?)\\.)\\w{0,30}(?:pass|pwd|secret|token|key|credential)\\w{0,20})[.:)]?",
            Pattern.CASE_INSENSITIVE);

    /** How a sentence goes on after a colon. */
    private static final Pattern SENTENCE =
            Pattern.compile("(?:see|is|was|must|cannot|expected|missing|required|unset|not set|none)(?![^\\s,;.)])");

    private static final Pattern BLOCK = Pattern.compile("[|>][+-]?\\d?[+-]?[ \\t]{0,40}\\R");
    private static final Pattern PAIR_BEHIND = Pattern.compile("[ \\t][A-Za-z_][\\w.-]{0,63}=");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][\\w-]{1,30})[ \\t]{1,4}(?=\\S)");
    private static final Pattern SCHEME_WITH_PAIRS =
            Pattern.compile("digest|oauth|hawk|signature|aws4.{0,28}|mac", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_END = 24;
    private static final List<String> KEYS = List.of("api", "access", "private");

    private NamedSecrets() {}

    /** Finds the value behind a name in which the word from {@code at} to {@code behind} stands. */
    static int find(Search search, int at, int behind) {
        int end = behind;
        while (Search.isName(search.at(end))) {
            end++;
        }
        String rest = search.small().substring(Math.max(behind, end - LONGEST_END), end);
        boolean secret = isSecret(search, at, end) && !HARMLESS.matcher(rest).matches();
        return secret ? valueBehind(search, at, end) : end;
    }

    /** Finds the value of a key, if it is one that opens something. */
    static int key(Search search, int at, int behind) {
        int before = " _.-".indexOf(search.at(at - 1)) < 0 ? at : at - 1;
        for (String kind : KEYS) {
            if (search.small().startsWith(kind, before - kind.length())) {
                return find(search, before - kind.length(), behind);
            }
        }
        return behind;
    }

    /** Finds the password of {@code IDENTIFIED BY '…'}. */
    static int identified(Search search, int at, int behind) {
        Matcher clause = search.matcher(IDENTIFIED, at);
        return clause.lookingAt() ? hideQuoted(search, clause.end()) : behind;
    }

    /** Every word is, but {@code pass} only at the end of a name. */
    private static boolean isSecret(Search search, int at, int end) {
        String small = search.small();
        if (!small.startsWith("pass", at) || small.startsWith("passw", at) || small.startsWith("passphrase", at)) {
            return true;
        }
        char before = search.at(at - 1);
        boolean lastWord = "_-.".indexOf(before) >= 0
                || (Character.isLowerCase(before) && search.at(at) == 'P')
                || (!Search.isName(before) && search.at(end) == '=');
        return end == at + "pass".length() && lastWord;
    }

    private static int valueBehind(Search search, int at, int end) {
        Matcher sign = search.matcher(SIGN, end);
        if (sign.lookingAt()) {
            Matcher block = search.matcher(BLOCK, sign.end());
            return block.lookingAt() ? hideBlock(search, at, block.end()) : hideValue(search, at, sign);
        }
        Matcher clause = search.matcher(CLAUSE, end);
        boolean sql = search.small().startsWith("passw", at) && clause.lookingAt();
        return sql ? hideQuoted(search, clause.end()) : end;
    }

    private static int hideQuoted(Search search, int from) {
        Optional<Literal> value = Literal.quoted(search, from);
        value.ifPresent(found -> search.hide(found.from(), found.to()));
        return value.map(Literal::end).orElse(from);
    }

    private static int hideValue(Search search, int at, Matcher sign) {
        Literal value = Literal.quoted(search, sign.end()).orElseGet(() -> unquoted(search, at, sign));
        search.hide(value.from(), value.to());
        return value.end();
    }

    private static Literal unquoted(Search search, int at, Matcher sign) {
        int from = sign.end();
        if ("[{(".indexOf(search.at(from)) >= 0) {
            Literal value = Literal.bracketed(search, from);
            if (Literal.isBoundary(search, value.end())) {
                return value;
            }
        }
        int name = nameStart(search, at);
        Literal word = Literal.plain(search, from, name);
        if (saysNothing(search, sign, word)) {
            return new Literal(from, from, from);
        }
        if (isFirstInLine(search, name) && !isFirstOfSeveral(search, sign)) {
            return Literal.line(search, from);
        }
        return search.small().startsWith("authorization", at) ? credentials(search, word, name) : word;
    }

    private static int nameStart(Search search, int at) {
        int start = at;
        while (at - start < 64 && (Search.isName(search.at(start - 1)) || search.at(start - 1) == '.')) {
            start--;
        }
        return start;
    }

    private static boolean saysNothing(Search search, Matcher sign, Literal word) {
        Matcher sentence = SENTENCE.matcher(search.small()).region(word.from(), search.length());
        boolean colon = search.text()
                .substring(sign.start(), sign.end())
                .stripTrailing()
                .endsWith(":");
        return (colon && Search.isBlank(search.at(word.from() - 1)) && sentence.lookingAt())
                || NO_VALUE.matcher(search.text().substring(word.from(), word.to()))
                        .matches();
    }

    /** A setting that has a line of its own has all of it: passwords may hold blanks. */
    private static boolean isFirstInLine(Search search, int name) {
        int start = name;
        while (name - start < 64 && " \t-*#".indexOf(search.at(start - 1)) >= 0) {
            start--;
        }
        return search.at(start - 1) == '\n';
    }

    private static boolean isFirstOfSeveral(Search search, Matcher sign) {
        return sign.group().contains("=")
                && PAIR_BEHIND
                        .matcher(search.text())
                        .region(sign.end(), search.lineEnd(sign.end()))
                        .find();
    }

    /** Behind the name of a scheme the credentials are the next word, or the rest of the line. */
    private static Literal credentials(Search search, Literal word, int name) {
        Matcher scheme = search.matcher(SCHEME, word.from());
        if (!scheme.lookingAt() || scheme.end(1) != word.to()) {
            return word;
        }
        Literal next = SCHEME_WITH_PAIRS.matcher(scheme.group(1)).matches()
                ? Literal.line(search, scheme.end())
                : Literal.plain(search, scheme.end(), name);
        return new Literal(word.from(), next.to(), next.end());
    }

    /** Hides the lines of a text of YAML: those that stand farther right than the name. */
    private static int hideBlock(Search search, int at, int from) {
        int margin = indentation(search, search.lineStart(at));
        int end = from;
        while (end < search.length()
                && (Search.isSpace(search.at(search.blanksFrom(end))) || indentation(search, end) > margin)) {
            end = search.lineEnd(end) + 1;
        }
        int to = Math.min(end, search.length());
        while (to > from && Search.isSpace(search.at(to - 1))) {
            to--;
        }
        search.hide(Math.min(to, search.blanksFrom(from)), to);
        return end;
    }

    private static int indentation(Search search, int line) {
        int end = line;
        while (" \t-".indexOf(search.at(end)) >= 0) {
            end++;
        }
        return end - line;
    }
}
