package io.holdfast.schema.file;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a file says of how it is to be run: {@code -- holdfast: transaction=off} in the comments that it begins with,
 * and in the file beside it that Flyway would read, {@code V1__x.sql.conf}.
 */
final class OptionsReader {
    private static final Pattern LINE = Pattern.compile("--\\s*holdfast:(.*)");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m)");
    private static final String KNOWN =
            "expected transaction=off, foreign-keys=off, placeholders=off or lock-timeout=TIME, such as 2s";

    private final String script;
    private final FileProblems problems;
    private boolean transaction = true;
    private boolean foreignKeys = true;
    private boolean placeholders = true;
    private Optional<Duration> lockTimeout = Optional.empty();

    OptionsReader(String script, FileProblems problems) {
        this.script = script;
        this.problems = problems;
    }

    /** Reads the comments that {@code text} begins with. */
    void comments(String text) {
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("--")) {
                return;
            }
            Matcher matcher = LINE.matcher(stripped);
            if (matcher.matches()) {
                for (String word : matcher.group(1).strip().split("\\s+")) {
                    option(word, script + ":" + number);
                }
            }
        }
    }

    private void option(String word, String where) {
        switch (word) {
            case "transaction=off" -> transaction = false;
            case "foreign-keys=off" -> foreignKeys = false;
            case "placeholders=off" -> placeholders = false;
            case "transaction=on", "foreign-keys=on", "placeholders=on" -> {}
            default -> lockTimeout = Optional.of(time(word, where));
        }
    }

    private Duration time(String word, String where) {
        Matcher matcher = TIME.matcher(word.startsWith("lock-timeout=") ? word.substring(word.indexOf('=') + 1) : "");
        if (!matcher.matches()) {
            problems.add(where, "the option %s is not known; %s".formatted(word, KNOWN));
            return Duration.ZERO;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /** Reads Flyway's file of options. */
    void sidecar(String name, String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException damaged) {
            problems.add(name, "it cannot be read as lines of KEY=VALUE: " + damaged.getMessage());
            return;
        }
        for (String key : properties.stringPropertyNames()) {
            boolean on = Boolean.parseBoolean(properties.getProperty(key).strip());
            switch (key) {
                case "executeInTransaction" -> transaction = on;
                case "placeholderReplacement" -> placeholders = on;
                default ->
                    problems.add(
                            name,
                            "the key %s is not known here; expected executeInTransaction or placeholderReplacement"
                                    .formatted(key));
            }
        }
    }

    FileOptions options() {
        return new FileOptions(transaction, foreignKeys, placeholders, lockTimeout);
    }
}
