package io.holdfast.config.tree;

import io.holdfast.config.tree.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code .env}: lines of {@code NAME=VALUE}, {@code export} allowed in front, {@code #} for comments. Single
 * quotes keep a value as it is, double quotes know {@code \n}, {@code \t}, {@code \"}, {@code \\} and {@code \$}. A
 * value without quotes ends at {@code " #"}. Values do not run over lines.
 */
public final class DotEnv {
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
    private static final Pattern IN_SINGLE_QUOTES = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern IN_DOUBLE_QUOTES = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*(?:#.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");

    private DotEnv() {}

    /** The variables in {@code text}, in their order; lines that cannot be read are problems. */
    public static Map<String, Scalar> read(String name, String text, Problems problems) {
        Map<String, Scalar> variables = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                read(line, new Origin(Source.DOT_ENV, name, index + 1, 1), variables, problems);
            }
        }
        return variables;
    }

    private static void read(String line, Origin origin, Map<String, Scalar> variables, Problems problems) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            problems.add(origin, "the line cannot be read; expected NAME=VALUE");
            return;
        }
        String name = matcher.group(1);
        String value = value(matcher.group(2));
        if (value == null) {
            problems.add(origin, "the quotes around the value of " + name + " do not match; expected one pair");
            return;
        }
        Scalar earlier = variables.putIfAbsent(
                name,
                new Scalar(value, new Origin(Source.DOT_ENV, origin.name(), origin.line(), matcher.start(2) + 1)));
        if (earlier != null) {
            problems.add(origin, "%s is set a second time; the first is at %s".formatted(name, earlier.origin()));
        }
    }

    private static @Nullable String value(String written) {
        if (written.startsWith("'")) {
            Matcher quoted = IN_SINGLE_QUOTES.matcher(written);
            return quoted.matches() ? quoted.group(1) : null;
        }
        if (written.startsWith("\"")) {
            Matcher quoted = IN_DOUBLE_QUOTES.matcher(written);
            return quoted.matches() ? unescaped(quoted.group(1)) : null;
        }
        return COMMENT.matcher(written).replaceFirst("").strip();
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> {
            String letter = escape.group(1);
            return Matcher.quoteReplacement(
                    switch (letter) {
                        case "n" -> "\n";
                        case "t" -> "\t";
                        case "\"", "\\", "$" -> letter;
                        default -> "\\" + letter;
                    });
        });
    }
}
