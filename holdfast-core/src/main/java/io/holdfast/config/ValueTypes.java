package io.holdfast.config;

import io.holdfast.error.Masking;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that keys take. */
final class ValueTypes {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern FRACTION = Pattern.compile("0(\\.[0-9]{1,9})?|1(\\.0{1,9})?");
    private static final Pattern PROVIDER = Pattern.compile("([a-z][a-z0-9-]*):(.*)");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");
    private static final Map<String, Object> ANY_TEXT = Map.of("type", List.of("string", "number", "boolean"));

    private ValueTypes() {}

    static ValueType<String> text() {
        return ValueType.of("text", "a text", text -> text, text -> text, ANY_TEXT);
    }

    static ValueType<Secret> secret() {
        return new ValueType<>(
                "secret",
                "a text, best as ${file:/run/secrets/NAME} or ${env:NAME}",
                Secret::of,
                secret -> Masking.MASK,
                ANY_TEXT,
                ValueType.Exposure.SECRET);
    }

    static ValueType<Integer> integer(int least, int most) {
        String expected = "a whole number from %d to %d".formatted(least, most);
        return ValueType.of(
                "integer, %d to %d".formatted(least, most),
                expected,
                text -> {
                    if (!WHOLE_NUMBER.matcher(text).matches()) {
                        throw ValueType.refused(text, expected);
                    }
                    long number = Long.parseLong(text);
                    if (number < least || number > most) {
                        throw ValueType.refused(text, expected);
                    }
                    return (int) number;
                },
                String::valueOf,
                Map.of("type", "integer", "minimum", least, "maximum", most));
    }

    /** A part of a whole: from 0 for nothing of it to 1 for all of it. */
    static ValueType<Double> fraction() {
        String expected = "a number from 0 to 1, such as 0.01";
        return ValueType.of(
                "number, 0 to 1",
                expected,
                text -> {
                    if (!FRACTION.matcher(text).matches()) {
                        throw ValueType.refused(text, expected);
                    }
                    return Double.valueOf(text);
                },
                part -> new BigDecimal(part.toString()).stripTrailingZeros().toPlainString(),
                Map.of("type", "number", "minimum", 0, "maximum", 1));
    }

    static ValueType<Boolean> bool() {
        String expected = "true or false";
        return ValueType.of(
                "boolean",
                expected,
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw ValueType.refused(text, expected);
                },
                String::valueOf,
                Map.of("type", "boolean"));
    }

    /** One of a fixed set of words: the constants' names in lower case, with dashes. */
    static <E extends Enum<E>> ValueType<E> choice(List<E> choices) {
        List<String> words = choices.stream().map(ValueTypes::word).toList();
        String expected = "one of " + String.join(", ", words);
        return ValueType.of(
                String.join(", ", words),
                expected,
                text -> {
                    int index = words.indexOf(text);
                    if (index < 0) {
                        throw ValueType.refused(text, expected);
                    }
                    return choices.get(index);
                },
                ValueTypes::word,
                Map.of("enum", words));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ValueType<Path> path() {
        String expected = "a path";
        return ValueType.of(
                "path",
                expected,
                text -> {
                    try {
                        return Path.of(text);
                    } catch (InvalidPathException e) {
                        throw ValueType.refused(text, expected);
                    }
                },
                Path::toString,
                Map.of("type", "string"));
    }

    /** Paths, separated by commas. */
    static ValueType<List<Path>> paths() {
        String expected = "paths, separated by commas";
        return ValueType.of(
                "paths",
                expected,
                text -> {
                    List<Path> paths = new ArrayList<>();
                    for (String part : text.split(",", -1)) {
                        if (part.isBlank()) {
                            throw ValueType.refused(text, expected);
                        }
                        paths.add(path().read(part.strip()));
                    }
                    return List.copyOf(paths);
                },
                paths -> paths.stream().map(Path::toString).collect(Collectors.joining(", ")),
                Map.of("type", "string"));
    }

    /** Names in a database, separated by commas; an asterisk stands for any letters. */
    static ValueType<List<String>> names() {
        String expected = "names, separated by commas, in which * stands for any letters";
        return ValueType.of(
                "names",
                expected,
                text -> {
                    List<String> names = Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .toList();
                    if (names.stream().anyMatch(String::isEmpty)) {
                        throw ValueType.refused(text, expected);
                    }
                    return names;
                },
                names -> String.join(", ", names),
                Map.of("type", "string"));
    }

    /** A name in a database, which needs no quotes there. */
    static ValueType<String> name() {
        String expected = "a name of lower-case letters, digits and underscores, a letter first";
        return ValueType.of(
                "name",
                expected,
                text -> {
                    if (!NAME.matcher(text).matches()) {
                        throw ValueType.refused(text, expected);
                    }
                    return text;
                },
                text -> text,
                Map.of("type", "string", "pattern", NAME.pattern()));
    }

    /** Patterns of migrations, separated by commas. */
    static ValueType<List<IgnorePattern>> ignored() {
        String expected = "TYPE:STATE, separated by commas, of " + IgnorePattern.words();
        return ValueType.of(
                "patterns",
                expected,
                text -> {
                    List<IgnorePattern> patterns = new ArrayList<>();
                    for (String part : text.split(",", -1)) {
                        patterns.add(
                                IgnorePattern.of(part).orElseThrow(() -> ValueType.refused(part.strip(), expected)));
                    }
                    return List.copyOf(patterns);
                },
                patterns -> patterns.stream().map(IgnorePattern::toString).collect(Collectors.joining(", ")),
                Map.of("type", "string"));
    }

    /** Names with texts: {@code NAME=TEXT}, separated by commas. */
    static ValueType<Map<String, String>> pairs() {
        String expected = "NAME=TEXT, separated by commas";
        return ValueType.of(
                "pairs",
                expected,
                text -> {
                    Map<String, String> pairs = new TreeMap<>();
                    for (String part : text.split(",", -1)) {
                        int equals = part.indexOf('=');
                        if (equals < 1
                                || pairs.put(
                                                part.substring(0, equals).strip(),
                                                part.substring(equals + 1).strip())
                                        != null) {
                            throw ValueType.refused(text, expected);
                        }
                    }
                    return Map.copyOf(pairs);
                },
                pairs -> new TreeMap<>(pairs)
                        .entrySet().stream()
                                .map(pair -> pair.getKey() + "=" + pair.getValue())
                                .collect(Collectors.joining(", ")),
                Map.of("type", "string"));
    }

    /** A time such as {@code 30s}, from {@code least} to {@code most}. */
    static ValueType<Duration> duration(Duration least, Duration most) {
        return Measure.duration(least, most);
    }

    /** A number of bytes such as {@code 64MB}, counted in steps of 1024. */
    static ValueType<Long> size(long least, long most) {
        return Measure.size(least, most);
    }

    /** A provider's name, and what it is asked for. */
    static ValueType<CredentialsReference> credentials() {
        String expected = "PROVIDER:ARGUMENT, such as vault:database/creds/app";
        return ValueType.of(
                "provider and argument",
                expected,
                text -> {
                    Matcher matcher = PROVIDER.matcher(text);
                    if (!matcher.matches()) {
                        throw ValueType.refused(text, expected);
                    }
                    return new CredentialsReference(matcher.group(1), matcher.group(2));
                },
                CredentialsReference::toString,
                Map.of("type", "string"));
    }

    static ValueType<DatabaseUrl.Parsed> databaseUrl() {
        return ValueType.of(
                "database url",
                DatabaseUrlParser.EXPECTED,
                text -> new DatabaseUrlParser(text).parse(),
                parsed -> parsed.url().toString(),
                Map.of("type", "string"));
    }
}
