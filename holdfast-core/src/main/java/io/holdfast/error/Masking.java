package io.holdfast.error;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes credentials out of texts before they leave the process.
 *
 * <p>The forms it knows: user information in URLs, {@code password=…} and its relatives as parameters, in JSON and in
 * YAML, {@code Authorization} headers and bearer tokens, JSON Web Tokens, private keys, the password clauses of SQL,
 * and e-mail addresses.
 */
public final class Masking {
    /** What stands where a secret was. */
    public static final String MASK = "••••";

    private static final Pattern E_MAIL =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\\s\\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)",
                    "$1" + MASK + "$2"),
            new Rule("([a-zA-Z][a-zA-Z0-9+.-]{0,30}://)[^\\s/@\"']*(:[^\\s@\"']*)?@", "$1" + MASK + "@"),
            new Rule(
                    "(?i)(\\b(?:authorization|proxy-authorization)[\"']?\\s*[:=]\\s*[\"']?(?:basic|bearer|token)?\\s*)[^\\s\"',;]+",
                    "$1" + MASK),
            new Rule("(?i)(\\bbearer\\s+)[A-Za-z0-9._~+/=-]+", "$1" + MASK),
            new Rule("\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*", MASK),
            new Rule("(?i)(\\bpassword\\s+(?=['\"]))(?:'(?:[^']|'')*'|\"[^\"]*\")", "$1" + MASK),
            new Rule(
                    "(?i)((?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key)[\"']?\\s*[=:]\\s*)"
                            + "(?:\"[^\"]*\"|'[^']*'|[^\\s&,;\"'})\\]]+)",
                    "$1" + MASK));

    private Masking() {}

    /** {@code text} with every credential and e-mail address replaced by {@link #MASK}. */
    public static String clean(String text) {
        String cleaned = text;
        for (Rule rule : RULES) {
            cleaned = rule.apply(cleaned);
        }
        return cleaned.indexOf('@') < 0 ? cleaned : E_MAIL.matcher(cleaned).replaceAll(MASK);
    }

    private record Rule(Pattern pattern, String replacement) {
        Rule(String pattern, String replacement) {
            this(Pattern.compile(pattern), replacement);
        }

        String apply(String text) {
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? matcher.replaceAll(replacement) : text;
        }
    }
}
