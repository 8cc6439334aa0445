package io.holdfast.error;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of the forms that secrets have in texts: each with the words that give it away, in small letters. */
final class SecretForms {
    private static final List<Form> ALL = List.of(
            new Form(SecretForms::privateKey, "-----begin "),
            new Form(Addresses::userInformation, "://", ":\\/\\/"),
            new Form(Addresses::encodedUserInformation, "%3a%2f%2f"),
            new Form(Addresses::unknownHost, "unknownhostexception: "),
            new Form(Addresses::mail, "@", "%40"),
            new Form(NamedSecrets::find, "pass", "pwd", "secret", "token", "credential", "authorization"),
            new Form(NamedSecrets::key, "key"),
            new Form(NamedSecrets::identified, "identified "),
            new Form(SecretForms::bearer, "bearer "),
            new Form(SecretForms::basic, "basic "),
            token("\\b(eyJ[\\w-]{2,16384}+\\.[\\w-]{2,16384}+(?:\\.[\\w-]{1,16384}+){0,3})", "eyj"),
            token("\\b((?:gh[pousr]|github_pat)_\\w{16,16384}+)", "gh", "github_pat_"),
            token("\\b(A(?:KI|SI)A[A-Z0-9]{16})(?!\\w)", "akia", "asia"),
            token(
                    "(?i)hooks\\.slack\\.com\\\\?/(?:(?:services|workflows|triggers)\\\\?/)?+([\\w/\\\\-]{1,512})",
                    "hooks.slack.com"),
            new Form(RowValues::key, "key ("),
            new Form(RowValues::failingRow, "failing row contains ("),
            new Form(RowValues::batchEntry, "batch entry "),
            new Form(RowValues::quoted, "invalid input ", "out of range: ", "malformed ", "copy "),
            new Form(RowValues::valueWithin, "value \""),
            new Form(RowValues::parameters, "parameters: $1 = "),
            new Form(RowValues::duplicate, "dup key: {"));

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----");

    /** Words that follow {@code bearer} in sentences and in challenges. */
    private static final Pattern NO_BEARER =
            Pattern.compile("(?:tokens?|auth\\w{0,20}|scheme|type|credentials|headers?|challenge|realm|error"
                    + "|is|was|are|of|for|in|and|or|not|the|must|required|missing)(?!\\w)");

    private static final Pattern BASE_64 = Pattern.compile("[A-Za-z0-9+/]{4,16384}+={0,2}+(?![\\w.-])");

    private SecretForms() {}

    /** {@code text}, searched for every form. */
    static Search search(String text) {
        var search = new Search(text);
        for (Form form : ALL) {
            form.find(search);
        }
        CardNumbers.find(search);
        return search;
    }

    private static Form token(String pattern, String... signs) {
        Pattern compiled = Pattern.compile(pattern);
        return new Form(
                (search, at, behind) -> {
                    Matcher matcher = search.matcher(compiled, at);
                    if (!matcher.lookingAt()) {
                        return behind;
                    }
                    search.hide(matcher.start(1), matcher.end(1));
                    return matcher.end(1);
                },
                signs);
    }

    private static int privateKey(Search search, int at, int behind) {
        Matcher begin = search.matcher(PRIVATE_KEY, at);
        if (!begin.lookingAt()) {
            return behind;
        }
        int end = search.text().indexOf("-----END", begin.end());
        int to = end < 0 ? search.length() : end;
        search.hide(begin.end(), to);
        return to;
    }

    private static int bearer(Search search, int at, int behind) {
        int from = search.blanksFrom(behind);
        boolean word = Search.isName(search.at(at - 1))
                || NO_BEARER
                        .matcher(search.small())
                        .region(from, search.length())
                        .lookingAt();
        if (word) {
            return from;
        }
        int to = Literal.plain(search, from, at).to();
        search.hide(from, to);
        return to;
    }

    private static int basic(Search search, int at, int behind) {
        Matcher code = search.matcher(BASE_64, search.blanksFrom(behind));
        if (!Search.isName(search.at(at - 1))
                && code.lookingAt()
                && code.group().length() % 4 != 1
                && isUserAndPassword(code.group())) {
            search.hide(code.start(), code.end());
            return code.end();
        }
        return behind;
    }

    private static boolean isUserAndPassword(String code) {
        try {
            String pair = new String(Base64.getDecoder().decode(code), StandardCharsets.ISO_8859_1);
            return pair.indexOf(':') >= 0 && pair.chars().allMatch(c -> c >= ' ');
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** How a secret is found from a sign of its form. */
    @FunctionalInterface
    private interface Finder {
        /** Hides the secret whose sign stands from {@code at} to {@code behind}; where to look for the next sign. */
        int find(Search search, int at, int behind);
    }

    private record Form(Finder finder, List<String> signs) {
        Form(Finder finder, String... signs) {
            this(finder, List.of(signs));
        }

        void find(Search search) {
            for (String sign : signs) {
                int at = search.small().indexOf(sign);
                while (at >= 0) {
                    int behind = at + sign.length();
                    at = search.small().indexOf(sign, Math.max(behind, finder.find(search, at, behind)));
                }
            }
        }
    }
}
