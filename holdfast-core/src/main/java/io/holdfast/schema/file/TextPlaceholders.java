package io.holdfast.schema.file;

import io.holdfast.engine.ScriptForm;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} in scripts. */
final class TextPlaceholders {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}\\n]*)}");

    private final Map<String, String> texts;
    private final FileProblems problems;

    TextPlaceholders(Map<String, String> texts, FileProblems problems) {
        this.texts = texts;
        this.problems = problems;
    }

    /** The text with every placeholder replaced; those that nobody has declared are a problem. */
    String replace(String script, String text) {
        if (!text.contains("${")) {
            return text;
        }
        Set<String> unknown = new TreeSet<>();
        String replaced = PLACE.matcher(text).replaceAll(place -> {
            String value = texts.get(place.group(1).strip());
            if (value == null) {
                unknown.add(place.group());
                return Matcher.quoteReplacement(place.group());
            }
            return Matcher.quoteReplacement(value);
        });
        if (!unknown.isEmpty()) {
            problems.add(
                    script,
                    "nothing is declared for %s; expected it under migrations.placeholders, or %s"
                            .formatted(String.join(", ", unknown), otherwise(script)));
        }
        return replaced;
    }

    /** JSON has no comments, so that only the file beside it can say so. */
    private static String otherwise(String script) {
        return script.endsWith(ScriptForm.COMMANDS.suffix())
                ? "placeholderReplacement=false in a file %s.conf".formatted(script)
                : "\"-- holdfast: placeholders=off\" in its first line";
    }
}
