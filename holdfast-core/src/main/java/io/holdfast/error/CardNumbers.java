package io.holdfast.error;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of payment cards: 13 to 16 or 19 digits, alone or in groups, that begin with 3 to 6 and have a right check digit.
 * Timestamps begin with 1, and pieces of paths stand behind a slash or a letter and a dash; of the ids of queries, which
 * may look like a card, those stay that are called so.
 */
final class CardNumbers {
    private static final int SHORTEST = 13;

    private static final Pattern CARD = Pattern.compile(
            "(?<![\\w./]|[A-Za-z]-)(?<!(?:^|[\\s(=:,])-)"
                    + "(?:[3-6](?:\\d{12,15}+|\\d{18})(?!\\d)|(?<!-)[3-6]\\d{3}(?:([ -])\\d{4}\\1\\d{4}\\1\\d{1,7}+|([ -])\\d{6}\\2\\d{4,5}+))(?![\\w-]|\\.\\d)");

    private static final Pattern QUERY = Pattern.compile("query(?:[ _-]?id)?[\"']?[ \\t]{0,4}[:=]?[ \\t]{0,4}[\"']?$");

    private CardNumbers() {}

    /** Hides every number of a card: looks at each thirteenth character, for a number has no fewer. */
    static void find(Search search) {
        for (int probe = SHORTEST - 1; probe < search.length(); probe += SHORTEST) {
            if (isPart(search.at(probe))) {
                int from = probe;
                while (isPart(search.at(from - 1))) {
                    from--;
                }
                while (isPart(search.at(probe))) {
                    probe++;
                }
                findWithin(search, from, probe);
                probe--;
            }
        }
    }

    private static void findWithin(Search search, int from, int to) {
        if (to - from < SHORTEST) {
            return;
        }
        Matcher card = search.matcher(CARD, from).region(from, to);
        while (card.find()) {
            String before = search.small().substring(Math.max(0, card.start() - 24), card.start());
            if (hasRightCheckDigit(card.group()) && !QUERY.matcher(before).find()) {
                search.hide(card.start(), card.end());
            }
        }
    }

    private static boolean isPart(char c) {
        return (c >= '0' && c <= '9') || c == ' ' || c == '-';
    }

    /** Luhn's rule. */
    private static boolean hasRightCheckDigit(String number) {
        int sum = 0;
        int factor = 1;
        for (int place = number.length() - 1; place >= 0; place--) {
            char c = number.charAt(place);
            if (c >= '0' && c <= '9') {
                int product = (c - '0') * factor;
                sum += product / 10 + product % 10;
                factor = 3 - factor;
            }
        }
        return sum % 10 == 0;
    }
}
