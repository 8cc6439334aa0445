package io.holdfast.app.documents;

import io.holdfast.engine.document.Filter;
import io.holdfast.error.ErrorKind;
import io.holdfast.error.Failure;
import java.util.Map;
import java.util.regex.Pattern;

/** Conditions as an operator writes them: a field and its value. */
public final class Conditions {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,14})\\.[0-9]{1,15}");

    private Conditions() {}

    /**
     * The filter that {@code written} means. A value that reads as a number, true or false is one; in double quotes it is
     * text.
     *
     * @throws io.holdfast.error.HoldfastException if a field cannot be looked for
     */
    public static Filter of(Map<String, String> written) {
        Filter filter = Filter.ALL;
        for (var condition : written.entrySet()) {
            filter = filter.and(condition.getKey(), value(condition.getKey(), condition.getValue()));
        }
        return filter;
    }

    private static Object value(String field, String text) {
        if (text.startsWith("\"")) {
            if (text.length() < 2 || !text.endsWith("\"")) {
                throw Failure.of(
                                ErrorKind.CONFIGURATION,
                                "the value of %s begins with a double quote and does not end with one".formatted(field))
                        .withHint("write %s='\"text\"'".formatted(field))
                        .exception();
            }
            return text.substring(1, text.length() - 1);
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return DECIMAL.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }
}
