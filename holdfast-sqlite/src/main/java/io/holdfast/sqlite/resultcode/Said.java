package io.holdfast.sqlite.resultcode;

import java.util.Locale;
import java.util.regex.Pattern;
import org.sqlite.SQLiteException;

/** What SQLite itself says, without the driver's words around it and without the values of a statement. */
final class Said {
    private static final String CONSTRAINT = "constraint failed: ";
    private static final Pattern UNREADABLE = Pattern.compile("(?s)(unrecognized token): .*");
    private static final Pattern MISQUOTED = Pattern.compile("\"[^\"]*\" - should this be .*");
    private static final Pattern TEXT = Pattern.compile("(?<!index )'[^']*'");
    private static final Pattern NUMBER = Pattern.compile("\"[0-9.][^\"]*\"");

    private Said() {}

    static String by(SQLiteException thrown) {
        String message = thrown.getMessage();
        String said = message == null ? "nothing" : unwrapped(message);
        int prefix = said.toLowerCase(Locale.ROOT).indexOf(CONSTRAINT);
        String plain = prefix >= 0 ? said.substring(prefix + CONSTRAINT.length()) : said;
        return withoutValues(plain);
    }

    private static String unwrapped(String message) {
        int open = message.indexOf(" (");
        boolean wrapped = message.startsWith("[SQLITE_") && open > 0 && message.endsWith(")");
        return wrapped ? message.substring(open + 2, message.length() - 1) : message;
    }

    private static String withoutValues(String said) {
        String cleaned = UNREADABLE.matcher(said).replaceFirst("$1");
        cleaned = MISQUOTED.matcher(cleaned).replaceFirst("a text in double quotes");
        cleaned = TEXT.matcher(cleaned).replaceAll("'…'");
        return NUMBER.matcher(cleaned).replaceAll("\"…\"");
    }
}
