package io.holdfast.config.tree;

import io.holdfast.error.ConfigurationException;
import io.holdfast.error.Masking;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with the settings, collected so that it can be reported at once. */
public final class Problems {
    private static final int LONGEST = 60;

    private final List<String> lines = new ArrayList<>();

    /** Adds a problem: the place, then a statement that names the key. */
    public void add(Origin origin, String statement) {
        add(origin.toString(), statement);
    }

    /** Adds a problem of something that has no position. */
    public void add(String place, String statement) {
        lines.add(Masking.clean(place + ", " + statement));
    }

    /** Whether nothing is wrong so far. */
    public boolean none() {
        return lines.isEmpty();
    }

    /**
     * Ends the reading where anything is wrong.
     *
     * @param subject what was read
     */
    public void throwIfAny(String subject) {
        if (!lines.isEmpty()) {
            throw new ConfigurationException(subject, lines);
        }
    }

    /** {@code text} in quotes, on one line, cut where it is long. */
    public static String quoted(String text) {
        var printable = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).forEach(point -> {
            if (Character.isISOControl(point)) {
                printable.append(' ');
            } else {
                printable.appendCodePoint(point);
            }
        });
        return printable
                .append(text.codePointCount(0, text.length()) > LONGEST ? "…\"" : "\"")
                .toString();
    }
}
