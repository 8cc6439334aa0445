package io.holdfast.mongodb.errorcode;

import io.holdfast.error.ErrorKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the codes of MongoDB's servers mean
 * (<a href="https://www.mongodb.com/docs/manual/reference/error-codes/">error codes</a>). A code that is in no line is a
 * failure that nobody foresaw, and nothing is tried again for it.
 */
final class CodeTable {
    private static final Map<Integer, Line> LINES = Stream.of(WorkCodes.LINES, ServerCodes.LINES)
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableMap(Line::code, Function.identity()));

    private CodeTable() {}

    /** The meaning of {@code code}. */
    static Meaning of(int code) {
        Line line = LINES.get(code);
        return line == null ? unknown(code) : line.meaning();
    }

    private static Meaning unknown(int code) {
        return new Meaning(
                ErrorKind.INTERNAL,
                Course.NEVER,
                "MongoDB failed in a way that is not known here: code %d".formatted(code),
                "look at the cause in the log, and report this failure");
    }

    static Optional<Line> line(String text) {
        return LINES.values().stream()
                .filter(line -> line.name().equalsIgnoreCase(text)
                        || String.valueOf(line.code()).equals(text))
                .findFirst();
    }

    /** By name. */
    static List<Line> lines() {
        return LINES.values().stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }
}
