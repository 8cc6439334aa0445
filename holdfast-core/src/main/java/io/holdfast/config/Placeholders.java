package io.holdfast.config;

import io.holdfast.config.tree.FileReader;
import io.holdfast.config.tree.TextFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Puts values in the place of {@code ${env:NAME}}, {@code ${env:NAME:-default}} and {@code ${file:PATH}}; a doubled
 * dollar sign in front of the brace stands for itself. A default may hold placeholders. What came out of a file is a
 * secret from then on.
 */
final class Placeholders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int DEEPEST = 20;

    private final Map<String, String> variables;
    private final Path folder;
    private final FileReader reader;

    /**
     * Prepares the expansion.
     *
     * @param variables what {@code env} refers to
     * @param folder where relative files start
     * @param reader reads what {@code file} refers to
     */
    Placeholders(Map<String, String> variables, Path folder, FileReader reader) {
        this.variables = variables;
        this.folder = folder;
        this.reader = reader;
    }

    /** A text after the expansion, and whether it may be shown. */
    record Expanded(String text, ValueType.Exposure exposure) {}

    Expanded expand(String written) throws InvalidValue {
        return expand(written, 0);
    }

    /** {@code written} with its variables put in, and with {@code ${file:PATH}} left where a file's contents belong. */
    String withFileNames(String written) throws InvalidValue {
        return new Placeholders(variables, folder, file -> "${file:" + file + "}")
                .expand(written)
                .text();
    }

    private Expanded expand(String written, int depth) throws InvalidValue {
        if (depth > DEEPEST) {
            throw new InvalidValue("a placeholder inside many others", "a plain default");
        }
        var text = new StringBuilder();
        var exposure = ValueType.Exposure.OPEN;
        int index = 0;
        while (index < written.length()) {
            if (written.startsWith("$${", index)) {
                text.append("${");
                index += "$${".length();
            } else if (written.startsWith("${", index)) {
                int end = end(written, index);
                Expanded inner = value(written.substring(index + 2, end), depth);
                exposure = inner.exposure() == ValueType.Exposure.SECRET ? inner.exposure() : exposure;
                text.append(inner.text());
                index = end + 1;
            } else {
                text.append(written.charAt(index));
                index++;
            }
        }
        return new Expanded(text.toString(), exposure);
    }

    private static int end(String written, int start) throws InvalidValue {
        int open = 0;
        for (int index = start; index < written.length(); index++) {
            if (written.startsWith("${", index)) {
                open++;
            } else if (written.charAt(index) == '}') {
                open--;
                if (open == 0) {
                    return index;
                }
            }
        }
        throw new InvalidValue("a placeholder that is never closed", "a } at its end, or $${ for a plain ${");
    }

    private Expanded value(String placeholder, int depth) throws InvalidValue {
        if (placeholder.startsWith("env:")) {
            return variable(placeholder.substring("env:".length()), depth);
        }
        if (placeholder.startsWith("file:")) {
            return file(placeholder.substring("file:".length()));
        }
        throw new InvalidValue(
                "a placeholder of an unknown kind",
                "${env:NAME}, ${env:NAME:-default} or ${file:PATH}, or $${ for a plain ${");
    }

    private Expanded variable(String reference, int depth) throws InvalidValue {
        int mark = reference.indexOf(":-");
        String name = mark < 0 ? reference : reference.substring(0, mark);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidValue("a placeholder without a variable's name", "${env:NAME}");
        }
        String value = variables.getOrDefault(name, "");
        if (!value.isEmpty()) {
            return new Expanded(
                    value, DatabaseUrlText.isSecret(name) ? ValueType.Exposure.SECRET : ValueType.Exposure.OPEN);
        }
        if (mark < 0) {
            throw new InvalidValue(
                    "taken from the variable " + name + ", which is not set",
                    "that variable, or a default as in ${env:" + name + ":-default}");
        }
        return expand(reference.substring(mark + 2), depth + 1);
    }

    private Expanded file(String name) throws InvalidValue {
        try {
            return new Expanded(
                    reader.read(folder.resolve(Path.of(name))).replaceFirst("\\R\\z", ""), ValueType.Exposure.SECRET);
        } catch (TextFile.Unreadable e) {
            throw new InvalidValue(
                    "taken from the file " + name + ", which " + e.reason(), "a readable text file there");
        } catch (InvalidPathException e) {
            throw new InvalidValue("taken from a file whose name is no path", "${file:PATH}");
        }
    }
}
