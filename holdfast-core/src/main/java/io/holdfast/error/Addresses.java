package io.holdfast.error;

import java.util.regex.Pattern;

/** Credentials in front of a host's name, and addresses of people. */
final class Addresses {
    /** Schemes of servers: behind their host there is no {@code @} that is not part of a password. */
    private static final Pattern SERVER = Pattern.compile(
            "(?:.{0,40}:)?(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|sqlserver|cassandra|clickhouse|oracle|amqps?"
                    + "|nats|kafka|smtps?|imaps?|ldaps?)(?:\\+.{1,20})?");

    private static final Pattern FILE = Pattern.compile(
            "png|jpe?g|gif|svg|webp|db|db3|sqlite3?|sql|dump|txt|log|json|ya?ml|toml|xml|csv|tsv|parquet|jar|class|java"
                    + "|kts?|gz|tar|tgz|xz|zst|bak|tmp|lock|conf|cfg|ini|properties|html?|css|service|socket|timer|target");

    private static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}(?:[.-].{0,255})?");

    private Addresses() {}

    /** Hides what stands between the slashes of an address and its last {@code @}. */
    static int userInformation(Search search, int at, int behind) {
        int scheme = schemeStart(search, at);
        int end = end(search, scheme, behind);
        int last = search.last("@", behind, end);
        if (scheme < at
                && last >= 0
                && hasCredentials(search, behind, search.small().substring(scheme, at))) {
            search.hide(behind, last);
        }
        return end;
    }

    /** The same in an address that is itself the parameter of another one. */
    static int encodedUserInformation(Search search, int at, int behind) {
        int end = behind;
        while (!Search.isSpace(search.at(end)) && "&\"'".indexOf(search.at(end)) < 0) {
            end++;
        }
        int last = search.last("%40", behind, end);
        if (last >= 0) {
            search.hide(behind, last);
        }
        return end;
    }

    /** Hides the credentials that a driver took for a part of the host's name. */
    static int unknownHost(Search search, int at, int behind) {
        int end = search.spaceFrom(behind);
        search.hide(behind, search.last("@", behind, end));
        return end;
    }

    /** Hides an e-mail address; versions of modules, names of files and hosts behind credentials stay. */
    static int mail(Search search, int at, int behind) {
        int from = at;
        while (at - from < 64 && isLocal(search.at(from - 1))) {
            from--;
        }
        int to = behind;
        while (to - behind < 255 && isDomain(search.at(to))) {
            to++;
        }
        while (to > behind && ".-".indexOf(search.at(to - 1)) >= 0) {
            to--;
        }
        if (from < at && !search.isHidden(at - 1) && isPublicName(search.small().substring(behind, to))) {
            search.hide(from, to);
        }
        return behind;
    }

    private static int schemeStart(Search search, int at) {
        int start = at;
        while (at - start < 64 && (Search.isName(search.at(start - 1)) || "+.:".indexOf(search.at(start - 1)) >= 0)) {
            start--;
        }
        return start;
    }

    /** An address in quotes ends with its quote, any other one at a blank. */
    private static int end(Search search, int scheme, int from) {
        char quote = search.at(scheme - 1);
        boolean quoted = "\"'`".indexOf(quote) >= 0;
        int end = from;
        while (!Search.isSpace(search.at(end)) && !(quoted && search.at(end) == quote && search.at(end - 1) != '\\')) {
            end++;
        }
        return end;
    }

    /** Whether an address with an {@code @} has it in front of its host, and not in its path or among its parameters. */
    private static boolean hasCredentials(Search search, int from, String scheme) {
        int place = from;
        if (search.at(from) == '[') {
            place = Math.max(from, search.text().indexOf(']', from)) + 1;
            while (Character.isDigit(search.at(place)) || search.at(place) == ':') {
                place++;
            }
        }
        while ("/?#:@\\\n".indexOf(search.at(place)) < 0) {
            place++;
        }
        return ":@".indexOf(search.at(place)) >= 0 || SERVER.matcher(scheme).matches();
    }

    private static boolean isLocal(char c) {
        return Search.isName(c) || ".%+'".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return c == '.' || (c != '_' && Search.isName(c));
    }

    private static boolean isPublicName(String domain) {
        int dot = domain.lastIndexOf('.');
        String last = domain.substring(dot + 1);
        return dot > 0
                && last.length() >= 2
                && Character.isLetter(last.charAt(0))
                && Character.isLetter(last.charAt(1))
                && !FILE.matcher(last).matches()
                && !VERSION.matcher(domain).matches();
    }
}
